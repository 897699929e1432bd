package theorems

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"mimics/theorems/proofs"
)

// Registry is a list of well-formed claims, in the order of the theory.
type Registry []Claim

var idPattern = regexp.MustCompile(`^[a-z]+(-[a-z]+)*/[a-z]+(-[a-z]+)*$`)

// MaxTitle is the largest number of characters of a title.
const MaxTitle = 72

// NewRegistry returns an error if a claim is not well formed. An ID has the form section/name and is unique, and so is
// the title. A claim has a statement, a source, needs, parts with relations, and a check. Hypotheses have a statement
// and a name that is unique in the claim. A claim expected to hold has at least two rivals, a refuted one names the
// true claim that replaces it, and an existence claim has a family. A parameter has a name, a meaning and different
// values, the same in all claims that list it. The claims that a derivation follows from exist, and no claim follows
// from itself. NewRegistry puts the definitions that each claim needs in front of its hypotheses.
func NewRegistry(claims ...Claim) (Registry, error) {
	registry := make(Registry, len(claims))
	seen, titled := map[string]bool{}, map[string]string{}
	for i, c := range claims {
		c.Hypotheses = withDefinitions(c)
		if err := c.validate(); err != nil {
			return nil, fmt.Errorf("claim %q: %w", c.ID, err)
		}
		if seen[c.ID] {
			return nil, fmt.Errorf("claim %q is registered twice", c.ID)
		}
		if other, taken := titled[c.Title]; taken {
			return nil, fmt.Errorf("claim %q has the title of claim %q, expected one of its own", c.ID, other)
		}
		seen[c.ID], titled[c.Title] = true, c.ID
		registry[i] = c
	}
	declared := map[string]Parameter{}
	for _, c := range registry {
		for _, p := range c.Parameters {
			if other, twice := declared[p.Name]; twice && !p.equal(other) {
				return nil, fmt.Errorf("claim %q: another claim declares the parameter %q differently", c.ID, p.Name)
			}
			declared[p.Name] = p
		}
		if c.Sharpened != "" && !seen[c.Sharpened] {
			return nil, fmt.Errorf("claim %q: it is replaced by claim %q, which does not exist", c.ID, c.Sharpened)
		}
		for _, id := range c.Follows {
			if !seen[id] {
				return nil, fmt.Errorf("claim %q: it follows from claim %q, which does not exist", c.ID, id)
			}
		}
	}
	return registry, registry.grounded()
}

// grounded returns an error if some claim follows from itself.
func (r Registry) grounded() error {
	const open, done = 1, 2
	state := map[string]int{}
	var visit func(c *Claim) error
	visit = func(c *Claim) error {
		switch state[c.ID] {
		case open:
			return fmt.Errorf("claim %q follows from itself", c.ID)
		case done:
			return nil
		}
		state[c.ID] = open
		for _, id := range c.Follows {
			from, _ := r.Find(id)
			if err := visit(from); err != nil {
				return err
			}
		}
		state[c.ID] = done
		return nil
	}
	for i := range r {
		if err := visit(&r[i]); err != nil {
			return err
		}
	}
	return nil
}

func withDefinitions(c Claim) []Hypothesis {
	var list []Hypothesis
	for _, d := range definitions(c.Needs) {
		if !slices.ContainsFunc(c.Hypotheses, func(h Hypothesis) bool { return h.Name == d.Name }) {
			list = append(list, d)
		}
	}
	return append(list, c.Hypotheses...)
}

func (c *Claim) validate() error {
	switch {
	case !idPattern.MatchString(c.ID):
		return fmt.Errorf("expected an ID of the form section/name in lower case")
	case c.Title == "":
		return fmt.Errorf("expected a title")
	case utf8.RuneCountInString(c.Title) > MaxTitle:
		return fmt.Errorf("a title of %d characters, expected at most %d", utf8.RuneCountInString(c.Title), MaxTitle)
	case c.Statement == "" || c.Source == "":
		return fmt.Errorf("expected a statement and its source")
	case c.Check == nil || len(c.Parts) == 0 || c.Needs == 0:
		return fmt.Errorf("expected a check, its parts and what it needs")
	case c.Expect == Holds && len(c.Rivals) < 2:
		return fmt.Errorf("%d rivals, expected at least 2", len(c.Rivals))
	case c.Expect == Refuted && c.Sharpened == "":
		return fmt.Errorf("expected the true claim that replaces it")
	case c.Expect == Exists && c.Family == nil:
		return fmt.Errorf("expected a family")
	case c.Expect != Holds && c.Expect != Refuted && c.Expect != Exists:
		return fmt.Errorf("expected one of the expectations holds, refuted and exists")
	}
	for i, p := range c.Parameters {
		if slices.ContainsFunc(c.Parameters[:i], func(o Parameter) bool { return o.Name == p.Name }) {
			return fmt.Errorf("parameter %q is listed twice", p.Name)
		}
		if err := p.validate(); err != nil {
			return err
		}
	}
	for i, part := range c.Parts {
		if !slices.Contains([]Relation{Equal, AtMost, Below}, part.Relation) {
			return fmt.Errorf("part %d has no relation", i)
		}
		if (part.Name == "") != (len(c.Parts) == 1) {
			return fmt.Errorf("expected names if there are several parts, and none otherwise")
		}
	}
	names := map[string]bool{}
	for _, h := range c.Hypotheses {
		if h.Name == "" || h.Statement == "" || h.Holds == nil || names[h.Name] {
			return fmt.Errorf("hypothesis %q: expected a unique name, a statement and a predicate", h.Name)
		}
		names[h.Name] = true
	}
	for _, r := range c.Rivals {
		if r.Name == "" || names[r.Name] || r.Part < 0 || r.Part >= len(c.Parts) ||
			r.Check == nil && r.Relation == "" && r.Right == nil {
			return fmt.Errorf("rival %q: expected a unique name, a part, and another check, relation or right side", r.Name)
		}
		names[r.Name] = true
	}
	return nil
}

// Essay returns the claims of the essay. The caller owns the list and may change it.
func Essay() Registry { return slices.Clone(essay()) }

var essay = sync.OnceValue(func() Registry {
	claims := slices.Concat(
		mimicClaims, sequenceClaims, sampleClaims, mergingClaims, surelyClaims, cutClaims,
		alwaysClaims, metastableClaims, necessaryClaims,
		dominanceClaims, featuresClaims, featureLebesgueClaims, ownFeatureClaims, ratesClaims, tiltClaims,
		rewardErrorClaims, penaltyClaims,
		forecastClaims, eventClaims, forcingClaims,
		controlClaims, transferClaims, anyRuleClaims, samplerClaims, safetyClaims,
	)
	for i := range claims {
		claims[i].Theorems, claims[i].Limits = proofs.Of(claims[i].ID), proofs.LimitsOf(claims[i].ID)
	}
	registry, err := NewRegistry(claims...)
	if err != nil {
		panic(err) // a fault of this package, seen by every test
	}
	return registry
})

// Section returns the part of the claim's ID before the slash.
func (c *Claim) Section() string {
	section, _, _ := strings.Cut(c.ID, "/")
	return section
}

// Sections lists the sections of the claims, each once, in the order of the claims.
func (r Registry) Sections() (list []string) {
	for i := range r {
		if s := r[i].Section(); !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// sectionTitles gives the sections of the essay in plain words.
var sectionTitles = map[string]string{
	"mimic":     "What a mimic is: a forecaster and a sampler",
	"merging":   "When the forecasts of operator and mimic merge",
	"dominance": "Whether two laws merge, decided for all time",
	"features":  "What an operator forecasts who sees only a feature",
	"rates":     "How fast different features merge",
	"tilt":      "Tuning with a penalty on divergence",
	"penalty":   "Tuning with another penalty than the KL divergence",
	"forecast":  "Forecasts given an event, and proxies after tuning",
	"forcing":   "Tuning for success that the mimic controls only in part",
	"control":   "Bringing a proxy about, and observing it",
	"transfer":  "Learning from nature's data, for use on the mimic's",
	"sampler":   "Drawing from a sharpened or shortened law",
	"safety":    "How far tuning goes, and how dangerous it is",
}

// SectionTitle returns a section of the essay in plain words, and the name itself of any other section.
func SectionTitle(name string) string {
	if title, ok := sectionTitles[name]; ok {
		return title
	}
	return name
}

// Find returns the claim with the ID, and false if there is none.
func (r Registry) Find(id string) (*Claim, bool) {
	for i := range r {
		if r[i].ID == id {
			return &r[i], true
		}
	}
	return nil, false
}
