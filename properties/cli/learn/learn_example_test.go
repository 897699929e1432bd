package learn_test

import (
	"fmt"

	"mimics/properties/cli/learn"
)

// Two folders at order 0: each is independent draws of its tokens, with one pseudo-count for each of the ten kinds.
func ExampleScenario() {
	s, _, err := learn.Scenario(0, learn.Format{Tokens: learn.Go}, []string{"testdata/plain", "testdata/other"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Name)
	fmt.Println(s.Outcomes)
	for i, source := range s.Sources {
		fmt.Println(source, s.Machine.Emission(i), s.Mimic.P(i))
	}
	// Output:
	// learnt from plain, other (order 0)
	// [end IDENT INT STRING ++ = := ( ) return]
	// plain (1/5, 6/25, 2/25, 1/25, 2/25, 1/25, 2/25, 2/25, 2/25, 2/25) 15/23
	// other (1/6, 1/6, 1/18, 1/6, 1/18, 1/6, 1/18, 1/18, 1/18, 1/18) 8/23
}

// The words of a text, of which each line is a sequence, against those of a file of JSON.
func ExampleScenario_words() {
	s, skipped, err := learn.Scenario(0, learn.Format{Tokens: learn.Words, Field: "text"}, []string{"testdata/plain.txt", "testdata/other.jsonl"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Name, skipped.Tokens)
	fmt.Println(s.Outcomes)
	for i, source := range s.Sources {
		fmt.Println(source, s.Machine.Emission(i), s.Mimic.P(i))
	}
	// Output:
	// learnt from plain.txt, other.jsonl (words, order 0) 0
	// [end be is not or question that the to]
	// plain.txt (1/7, 1/7, 2/21, 2/21, 2/21, 2/21, 2/21, 2/21, 1/7) 3/5
	// other.jsonl (3/17, 2/17, 1/17, 2/17, 1/17, 2/17, 2/17, 1/17, 3/17) 2/5
}
