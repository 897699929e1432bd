package cli

import (
	"errors"
	"fmt"
	"slices"

	"mimics/properties"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

type mergeCommand struct {
	Files []string `arg:"" help:"The JSON results of all shards, in any order." placeholder:"FILE"`
	output
}

func (c *mergeCommand) Run(s *streams) error {
	if err := c.prepare(s, c.Files...); err != nil {
		return err
	}
	merged := merger{theory: s.theory}
	for _, name := range c.Files {
		r, err := s.readReport(name, "the JSON result of a shard")
		if err != nil {
			return err
		}
		if err := merged.add(name, r); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	r, err := merged.report()
	if err != nil {
		return err
	}
	return c.print(s, r, nil)
}

// readReport reads the JSON of a verify; "-" means standard input. Errors use expected to say what was wanted.
func (s *streams) readReport(name, expected string) (*report, error) {
	name, text, err := s.read(name, expected)
	if err != nil {
		return nil, err
	}
	r := new(report)
	if err := scenario.ReadJSON(name, text, r); err != nil {
		return nil, fmt.Errorf("%w (in %s)", err, expected)
	}
	return r, nil
}

// merger gathers the results of shards.
type merger struct {
	theory theorems.Registry
	head   report // the fields that all shards have in common
	of     int    // the number of shards
	claims []theorems.Claim
	found  map[int][]properties.Findings // the findings by shard
	from   map[int]string                // the file of each shard
}

// add adds the result of one more shard, which must belong to the same run as the others.
func (m *merger) add(name string, r *report) error {
	shard, err := parseShard(r.Shard)
	if err != nil {
		return fmt.Errorf("shard %w", err)
	}
	if r.Cases < 1 || r.Cases > maxCases || r.Scope < 1 || r.Scope > maxScope {
		return fmt.Errorf("%d cases and scope %d, expected the result of a shard", r.Cases, r.Scope)
	}
	claims, found, err := r.findings(m.theory)
	if err != nil {
		return err
	}
	if m.found == nil {
		m.head, m.of, m.claims = *r, shard.Of, claims
		m.found, m.from = map[int][]properties.Findings{}, map[int]string{}
	}
	for _, mark := range []struct{ what, got, want string }{
		{"version", r.Version, m.head.Version},
		{"seed", fmt.Sprint(r.Seed), fmt.Sprint(m.head.Seed)},
		{"number of cases", fmt.Sprint(r.Cases), fmt.Sprint(m.head.Cases)},
		{"scope", fmt.Sprint(r.Scope), fmt.Sprint(m.head.Scope)},
		{"number of shards", fmt.Sprint(shard.Of), fmt.Sprint(m.of)},
		{"list of claims", names(claims), names(m.claims)},
	} {
		if mark.got != mark.want {
			return fmt.Errorf("the %s is %s, expected %s as in the first file", mark.what, mark.got, mark.want)
		}
	}
	if other, doubled := m.from[shard.Index]; doubled {
		return fmt.Errorf("shard %s is in %s already, expected each shard once", r.Shard, other)
	}
	m.found[shard.Index], m.from[shard.Index] = found, name
	return nil
}

// findings lists the claims of a report, which the theory must have, and the findings on each.
func (r *report) findings(theory theorems.Registry) (claims []theorems.Claim, found []properties.Findings, err error) {
	for _, c := range r.Claims {
		claim, known := theory.Find(c.ID)
		switch {
		case slices.ContainsFunc(claims, func(other theorems.Claim) bool { return other.ID == c.ID }):
			return nil, nil, fmt.Errorf("claim %s is there twice, expected each claim once", c.ID)
		case !known:
			return nil, nil, fmt.Errorf("there is no claim %q, expected the result of this version", c.ID)
		case c.Findings == nil:
			return nil, nil, fmt.Errorf("claim %s comes without findings, expected the result of a verify with --shard", c.ID)
		case !c.Findings.Fit(claim):
			return nil, nil, fmt.Errorf("the findings on %s do not fit the claim, expected the result of this version", c.ID)
		}
		c.Findings.Scope, c.Findings.Seed = r.Scope, r.Seed
		claims, found = append(claims, *claim), append(found, *c.Findings)
	}
	if len(claims) == 0 {
		return nil, nil, errors.New("no claims, expected the result of a shard")
	}
	return claims, found, nil
}

func names(claims []theorems.Claim) (text string) {
	for i, c := range claims {
		if i > 0 {
			text += " "
		}
		text += c.ID
	}
	return text
}

// report returns the report of the whole run, or an error if a shard is missing.
func (m *merger) report() (*report, error) {
	var all []properties.Findings
	for i := range m.of {
		found, ok := m.found[i]
		if !ok {
			return nil, fmt.Errorf("shard %d/%d is missing, expected all %d", i+1, m.of, m.of)
		}
		if all == nil {
			all = slices.Clone(found)
			continue
		}
		for j := range all {
			all[j] = all[j].Merge(found[j])
		}
	}
	for i, f := range all {
		size := properties.SampleSize(&m.claims[i], m.head.Cases)
		if f.Finished && f.Fault == "" && f.Sampled.Tried != int64(size) {
			return nil, fmt.Errorf("the shards tried %s on %d cases, expected %d", m.claims[i].ID, f.Sampled.Tried, size)
		}
	}
	r := &report{Version: m.head.Version, Seed: m.head.Seed, Cases: m.head.Cases, Scope: m.head.Scope, Shard: whole}
	r.conclude(m.claims, all)
	return r, nil
}
