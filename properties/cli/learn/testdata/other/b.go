package other

func g() {
	t = "t"
}
