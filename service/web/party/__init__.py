"""The counterparty's door: a deal as one side sees and moves it by its personal link, `/d/<token>`."""
