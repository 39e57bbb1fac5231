"""How near the runtime comes to what the machine's arithmetic allows, and what stands in the way."""
