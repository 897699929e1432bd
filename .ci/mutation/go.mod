module mimics/mutation

go 1.26.0
