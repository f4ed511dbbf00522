"""The door of a party's notice address: whether somebody else may sign, `/r/<token>`."""
