package other

func f() { s = "s" }
