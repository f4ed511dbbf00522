"""The signer's door: a contract as whoever signs it sees and moves it by a personal link, `/s/<token>`."""
