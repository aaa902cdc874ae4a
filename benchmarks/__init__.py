"""What `make bench` runs. Results are printed with the reference measured in the same run; none is committed."""
