package experiment

import (
	"context"
	"iter"
	"reflect"
)

// inStep makes the rows of all runs side by side: first the first row of each run, on all cores, then the second row,
// and so on. It joins the rows with the same number and shows the result at once. It ends when the rows of a run or
// the context end.
func inStep[Row any](ctx context.Context, runs []*run, rows func(*run) iter.Seq[Row], show func(row any)) (all []Row) {
	next := make([]func() (Row, bool), len(runs))
	for i, r := range runs {
		var stop func()
		next[i], stop = iter.Pull(rows(r))
		defer stop()
	}
	for ctx.Err() == nil {
		made, ended := make([]Row, len(runs)), make([]bool, len(runs))
		each(len(runs), func(i int) bool {
			row, ok := next[i]()
			made[i], ended[i] = row, !ok
			return ok
		})
		for _, end := range ended {
			if end {
				return all
			}
		}
		row := joined(made)
		all = append(all, row)
		show(row)
	}
	return all
}

// joined joins rows of one kind, one per run, field by field. It pools estimates, takes a theorem of the first run in
// which it fails, and requires flags in all runs. It takes other fields from the first run.
func joined[Row any](runs []Row) Row {
	var row Row
	values := make([]reflect.Value, len(runs))
	for i := range runs {
		values[i] = reflect.ValueOf(runs[i])
	}
	join(reflect.ValueOf(&row).Elem(), values)
	return row
}

func join(into reflect.Value, runs []reflect.Value) {
	switch first := runs[0].Interface().(type) {
	case Estimate:
		list := make([]Estimate, len(runs))
		for i, r := range runs {
			list[i] = r.Interface().(Estimate)
		}
		into.Set(reflect.ValueOf(pooled(list)))
		return
	case Theorem:
		for _, r := range runs {
			if t := r.Interface().(Theorem); first.Holds && !t.Holds {
				first = t
			}
		}
		into.Set(reflect.ValueOf(first))
		return
	}
	part := func(of func(reflect.Value) reflect.Value) []reflect.Value {
		parts := make([]reflect.Value, len(runs))
		for i, r := range runs {
			parts[i] = of(r)
		}
		return parts
	}
	switch into.Kind() {
	case reflect.Struct:
		for i := range into.NumField() {
			join(into.Field(i), part(func(r reflect.Value) reflect.Value { return r.Field(i) }))
		}
	case reflect.Slice:
		into.Set(reflect.MakeSlice(into.Type(), runs[0].Len(), runs[0].Len()))
		for i := range runs[0].Len() {
			join(into.Index(i), part(func(r reflect.Value) reflect.Value { return r.Index(i) }))
		}
	case reflect.Bool:
		all := true
		for _, r := range runs {
			all = all && r.Bool()
		}
		into.SetBool(all)
	default:
		into.Set(runs[0])
	}
}
