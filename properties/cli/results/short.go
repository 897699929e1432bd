package results

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"mimics/model"
)

// longNumber is the largest length in characters of a number that Short leaves unchanged.
const longNumber = 14

// A number as model.Log writes it: a fraction, a sum with logarithms, or an interval that contains it.
var (
	fraction  = `\d+(?:/\d+|\.\d+)?`
	summand   = `(?:(?:` + fraction + `\*)?ln ` + fraction + `|` + fraction + `)`
	number    = regexp.MustCompile(`\[-?` + fraction + `, -?` + fraction + `\]|-?` + summand + `(?: [+-] ` + summand + `)*`)
	separated = regexp.MustCompile(` [+-] `)
)

// Short shortens a text for people: it replaces each number of more than 14 characters by the nearest decimal. All
// decimals have the same number of digits, at least 7, and as many as distinguish the different numbers of the text,
// up to 28. JSON keeps the exact numbers.
func Short(text string) string {
	places := longNumbers(text)
	if len(places) == 0 {
		return text
	}
	const least, maxDigits = 7, 28
	digits := least
	for !apart(text, places, digits) && digits < maxDigits {
		digits *= 2
	}
	end := ""
	if !apart(text, places, digits) {
		digits, end = least, " (the same to 28 digits)"
	}
	return replaced(text, places, func(exact string) string { return decimalOf(exact, digits) }) + end
}

// apart reports whether decimals with this number of digits distinguish the numbers at the places.
func apart(text string, places [][2]int, digits int) bool {
	shown := map[string]string{}
	for _, at := range places {
		exact := text[at[0]:at[1]]
		decimal := decimalOf(exact, digits)
		if other, taken := shown[decimal]; taken && other != exact {
			return false
		}
		shown[decimal] = exact
	}
	return true
}

// longNumbers lists the places of the long numbers in a text.
func longNumbers(text string) (places [][2]int) {
	for _, at := range number.FindAllStringIndex(text, -1) {
		from, to := at[0], at[1]
		switch {
		case text[from] == '[' || strings.Contains(text[from:to], "ln "):
			places = appendLong(places, text, from, to)
		default: // without a logarithm this is no sum but a range
			for _, gap := range append(separated.FindAllStringIndex(text[from:to], -1), []int{to - at[0], to - at[0]}) {
				places = appendLong(places, text, from, at[0]+gap[0])
				from = at[0] + gap[1]
			}
		}
	}
	return places
}

// appendLong appends the place of a number if it is long and a word by itself. A whole number counts only as a side of
// a comparison, since elsewhere it can be a name.
func appendLong(places [][2]int, text string, from, to int) [][2]int {
	before, after := text[:from], text[to:]
	side := strings.TrimSpace(before+after) == "" || comparing(lastWord(before)) || comparing(firstWord(after))
	whole := !strings.ContainsAny(text[from:to], "/.[ ")
	bounded := (before == "" || strings.ContainsAny(before[len(before)-1:], " ([{,;:=")) &&
		(after == "" || strings.ContainsAny(after[:1], " )]},;:"))
	if to-from <= longNumber || !bounded || whole && !side {
		return places
	}
	return append(places, [2]int{from, to})
}

func comparing(word string) bool {
	return slices.Contains([]string{"=", "<=", "<", "≤", "≠", ">", "≥", "of", "tightest"}, word)
}

func lastWord(text string) string {
	text = strings.TrimRight(text, " ")
	return text[strings.LastIndexByte(text, ' ')+1:]
}

func firstWord(text string) string {
	word, _, _ := strings.Cut(strings.TrimLeft(text, " "), " ")
	return strings.TrimRight(word, ";,")
}

// replaced replaces the text at each place.
func replaced(text string, places [][2]int, by func(string) string) string {
	var result strings.Builder
	end := 0
	for _, at := range places {
		result.WriteString(text[end:at[0]] + by(text[at[0]:at[1]]))
		end = at[1]
	}
	return result.String() + text[end:]
}

// decimalOf returns the nearest decimal with this number of digits.
func decimalOf(exact string, digits int) string {
	value, ok := valueOf(exact, digits)
	if !ok {
		return fmt.Sprintf("a number of %d characters", len(exact))
	}
	return "≈" + new(big.Float).SetPrec(uint(4*digits+64)).SetRat(value).Text('g', digits)
}

// valueOf returns a number as a fraction, exact or to more than this number of digits. For an interval it returns the
// middle.
func valueOf(exact string, digits int) (*big.Rat, bool) {
	if low, high, ok := strings.Cut(strings.Trim(exact, "[]"), ", "); ok {
		a, okA := new(big.Rat).SetString(low)
		b, okB := new(big.Rat).SetString(high)
		if !okA || !okB {
			return nil, false
		}
		a.Add(a, b)
		return a.Quo(a, big.NewRat(2, 1)), true
	}
	if !strings.Contains(exact, "ln ") {
		return new(big.Rat).SetString(exact)
	}
	sum, ok := logOf(exact)
	if !ok || sum.Sign() == 0 {
		return new(big.Rat), ok
	}
	tolerance := model.Whole(10).Pow(digits + 2)
	for bits := uint(64); ; bits *= 2 {
		low, high := sum.Enclose(bits)
		if high.Sub(low).Mul(tolerance).Less(low.Abs()) {
			return low.Add(high).Mul(model.Half).Rat(), true
		}
	}
}

// logOf reads a sum with logarithms.
func logOf(exact string) (sum model.Log, ok bool) {
	signs := append([]string{" + "}, separated.FindAllString(exact, -1)...)
	for i, term := range separated.Split(exact, -1) {
		term, negative := strings.CutPrefix(term, "-")
		factor, argument, hasLn := strings.Cut(term, "ln ")
		coefficient := model.One
		var err error
		if text := strings.TrimSuffix(factor, "*"); text != "" {
			if coefficient, err = model.ParseQ(text); err != nil {
				return sum, false
			}
		}
		if negative != (signs[i] == " - ") {
			coefficient = coefficient.Neg()
		}
		if !hasLn {
			sum = sum.Add(model.Rational(coefficient))
			continue
		}
		q, err := model.ParseQ(argument)
		if err != nil || q.Sign() <= 0 {
			return sum, false
		}
		sum = sum.Add(model.Ln(q).Scale(coefficient))
	}
	return sum, true
}
