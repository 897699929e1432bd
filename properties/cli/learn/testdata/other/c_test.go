package other

func h() int { return 1 }
