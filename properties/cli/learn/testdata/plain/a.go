package plain

func f(x int) int {
	x++
	f(x)
	y := 1
	return y
}
