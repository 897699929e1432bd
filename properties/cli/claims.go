package cli

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"mimics/theorems"
)

// patterns select claims; without patterns all are selected. Each is an ID, a section such as forcing, or a pattern
// such as */gap.
type patterns []string

// selection holds the flags that select claims.
type selection struct {
	Claim []string `help:"Only these claims: IDs, sections such as ${section}, or patterns such as '*/gap'. Repeat it or put commas between." placeholder:"CLAIM" sep:"none"`
}

// selected is a selection that takes claims as arguments too.
type selected struct {
	Named []string `arg:"" optional:"" name:"claim" help:"Only these claims, as with --claim."`
	selection
}

func (c *selected) patterns() patterns { return patternsIn(slices.Concat(c.Named, c.Claim)...) }

// patternsIn reads the patterns in arguments, separated by commas and spaces. The pattern forcing/ means the section
// forcing.
func patternsIn(arguments ...string) (list patterns) {
	for _, argument := range arguments {
		for pattern := range strings.SplitSeq(argument, ",") {
			list = append(list, strings.TrimSuffix(strings.TrimSpace(pattern), "/"))
		}
	}
	return list
}

// match reports whether a pattern selects the claim with the ID. A pattern without a slash is a section.
func match(pattern, id string) bool {
	if !strings.Contains(pattern, "/") {
		id, _, _ = strings.Cut(id, "/")
	}
	matched, _ := path.Match(pattern, id) // choose has refused malformed patterns
	return matched
}

// has reports whether the patterns select the claim with the ID.
func (p patterns) has(id string) bool {
	return len(p) == 0 || slices.ContainsFunc(p, func(pattern string) bool { return match(pattern, id) })
}

// choose lists the selected claims of the theory. Every pattern must match a claim, or one of those that are gone.
func (s *streams) choose(p patterns, gone ...string) (theorems.Registry, error) {
	for _, pattern := range p {
		matches := func(id string) bool { return match(pattern, id) }
		if _, err := path.Match(pattern, ""); err != nil {
			return nil, fmt.Errorf("%q is no pattern, expected one such as forcing/*", pattern)
		}
		if !slices.ContainsFunc(ids(s.theory), matches) && !slices.ContainsFunc(gone, matches) {
			return nil, fmt.Errorf("%q matches no claim, %s", pattern, claimMeant(s.theory, pattern))
		}
	}
	return slices.DeleteFunc(slices.Clone(s.theory), func(c theorems.Claim) bool { return !p.has(c.ID) }), nil
}

// chooseOne returns the one claim that the pattern matches.
func (s *streams) chooseOne(pattern string) (*theorems.Claim, error) {
	claims, err := s.choose(patternsIn(pattern))
	switch {
	case err != nil:
		return nil, err
	case len(claims) > 1:
		return nil, fmt.Errorf("%q matches %d claims, expected one", pattern, len(claims))
	}
	return &claims[0], nil
}

// ids lists the IDs of the claims.
func ids(claims []theorems.Claim) []string {
	list := make([]string, len(claims))
	for i := range claims {
		list[i] = claims[i].ID
	}
	return list
}

// seeList is the advice of an error if no claim is near to the text.
const seeList = "see list"

// claimMeant says which claims were meant, or where they are listed. A section that was left out is no mistake of
// spelling.
func claimMeant(theory theorems.Registry, written string) string {
	known := ids(theory)
	meant := func(what string) string { return fmt.Sprintf("did you mean %s?", what) }
	written = strings.ToLower(written)
	if id, ok := nearest(written, known); ok {
		return meant(id)
	}
	section, name, hasName := strings.Cut(written, "/")
	if near, ok := nearest(section, theory.Sections()); ok && !hasName {
		return meant(near)
	} else if pattern := near + "/" + name; ok && slices.ContainsFunc(known,
		func(id string) bool { return match(pattern, id) }) {
		return meant(pattern)
	}
	if !hasName {
		names := make([]string, len(known))
		for i, id := range known {
			_, names[i], _ = strings.Cut(id, "/")
		}
		if name, ok := nearest(written, names); ok {
			return meant(known[slices.Index(names, name)])
		}
	}
	return seeList
}
