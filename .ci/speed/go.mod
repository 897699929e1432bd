module mimics/speed

go 1.26.0
