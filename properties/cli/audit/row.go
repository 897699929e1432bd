package audit

import (
	"fmt"
	"strconv"
	"strings"
)

// row counts a row.
func (r *reader) row(cells []string) error {
	a := &r.base
	if r.against != nil {
		if met, _ := r.against.met(cells[r.against.at]); met {
			a = &r.apart
		}
	}
	k, with := traits{runs: 1}, none
	n, err := r.amount(cells)
	if err != nil {
		return err
	}
	if err := r.judge(&k, &with, cells); err != nil {
		return err
	}
	t := &a.table
	if t.Total.N += n; t.Total.N > maxCount {
		return fmt.Errorf("more than %d in all", int64(maxCount))
	}
	outcome, err := r.class(cells)
	if err != nil {
		return fmt.Errorf("the outcome: %w", err)
	}
	if k.outcome, err = numbered(&a.outcomes, &t.Names, outcome, checkText, MaxOutcomes); err != nil {
		return fmt.Errorf("the outcome: %w", err)
	}
	if err := r.place(a, &k, cells); err != nil {
		return err
	}
	a.combo = a.combo[:0]
	for i, at := range r.features {
		v, err := numbered(&a.values[i], &t.Features[i].Values, cells[at], checkValue, maxValues)
		if err != nil {
			return fmt.Errorf("the feature %q: %w", t.Features[i].Name, err)
		}
		a.combo = append(a.combo, byte(v), byte(v>>8), byte(v>>16), byte(v>>24))
	}
	t.Rows++
	k.features = a.combination()
	if t.add(&a.index, k, with, n) == MaxKinds {
		return fmt.Errorf("more than %d different rows, expected coarser columns, or fewer (--features)", MaxKinds)
	}
	return nil
}

// combination numbers the values of a row's features.
func (a *accumulator) combination() int32 {
	if number, ok := a.combos[string(a.combo)]; ok {
		return number
	}
	if a.combos == nil {
		a.combos = map[string]int32{}
	}
	number := int32(len(a.combos))
	a.combos[string(a.combo)] = number
	for i := 0; i < len(a.combo); i += 4 {
		v := int32(a.combo[i]) | int32(a.combo[i+1])<<8 | int32(a.combo[i+2])<<16 | int32(a.combo[i+3])<<24
		a.table.combos = append(a.table.combos, v)
	}
	return number
}

// amount returns for how many rows a row stands.
func (r *reader) amount(cells []string) (int64, error) {
	if r.count < 0 {
		return 1, nil
	}
	n, err := strconv.ParseUint(plain(cells[r.count]), 10, 63)
	most := uint64(maxCount)
	if r.replicate >= 0 {
		most = maxRuns
	}
	if err != nil || n < 1 || n > most {
		return 0, fmt.Errorf("count %s, expected a whole number from 1 to %d", quoted(cells[r.count]), most)
	}
	return int64(n), nil
}

// judge reads the success of a row, and its numbers.
func (r *reader) judge(k *traits, with *extras, cells []string) (err error) {
	cell := cells[r.success.at]
	if r.success.numeric() && !strings.HasPrefix(cell, "[") {
		if k.reward, err = number(cell); err != nil {
			return fmt.Errorf("%s %w", r.success.name, err)
		}
	}
	switch {
	case r.success.quantile && strings.HasPrefix(cell, "["):
		return fmt.Errorf("%s %s, expected one number per row for a quantile", r.success.name, quoted(cell))
	case r.success.quantile: // known when all rows are
	default:
		if k.runs, k.passed, err = r.success.runs(cell); err != nil {
			return err
		}
	}
	if r.gold.at >= 0 {
		if k.gold, err = r.gold.met(cells[r.gold.at]); err != nil {
			return err
		}
	}
	if r.weight >= 0 {
		if with.weight, err = number(cells[r.weight]); err != nil || with.weight <= 0 {
			return fmt.Errorf("weight %s, expected a number above 0", quoted(cells[r.weight]))
		}
	}
	if r.logP != nil {
		var p [2]float64
		for i, at := range r.logP {
			if p[i], err = number(cells[at]); err != nil || p[i] > 0 {
				return fmt.Errorf("%s %s, expected a log-probability, at most 0", r.source.heads()[at], quoted(cells[at]))
			}
		}
		with.shift = p[1] - p[0]
	}
	return nil
}

// class names the outcome of a row.
func (r *reader) class(cells []string) (string, error) {
	if len(r.outcome) == 1 {
		return r.outcome[0].class(cells[r.outcome[0].at])
	}
	var names []string
	for _, b := range r.outcome {
		name, err := b.class(strings.TrimSpace(cells[b.at]))
		if err != nil {
			return "", err
		}
		if b.edges == nil {
			name = b.name + " " + shortLabel(name)
		}
		names = append(names, name)
	}
	return strings.Join(names, ", "), nil
}

// place numbers the context, the clusters and the completion of a row.
func (r *reader) place(a *accumulator, k *traits, cells []string) error {
	var err error
	some := func(numbers *map[string]int32, names *[]string, at int) (n int32) {
		if at < 0 || err != nil {
			return 0
		}
		if n, err = numbered(numbers, names, cells[at], checkText, MaxKinds); err != nil {
			err = fmt.Errorf("%s: %w", r.source.heads()[at], err)
		}
		return n
	}
	k.context = some(&a.contexts, &a.table.Contexts, r.context)
	for i, at := range r.clusters {
		k.clusters[i] = some(&a.clusters[i], nil, at)
	}
	if r.replicate >= 0 && err == nil {
		// A completion is known by its name and its context.
		name := strconv.Itoa(int(k.context)) + " " + cells[r.replicate]
		k.unit, err = numbered(&a.units, nil, name, checkText, MaxKinds)
	}
	return err
}
