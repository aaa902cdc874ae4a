"""What `python -m benchmarks nlu` is made of."""
