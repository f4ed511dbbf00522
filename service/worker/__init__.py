"""What happens behind everybody's back: letters leave, and what was left open is settled."""
