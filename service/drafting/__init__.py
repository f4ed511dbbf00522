"""Terms to text: what the deal chose becomes one contract, before any paper."""
