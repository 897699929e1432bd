package experiment

import (
	"context"
	"iter"
	"reflect"
	"runtime"
)

// inStep makes the rows of all runs side by side, as many at a time as there are cores. It joins the rows with the same
// number and shows the result as soon as all runs have it. It ends when the rows of a run or the context end.
func inStep(ctx context.Context, runs []*run, rows func(*run) iter.Seq[any], show func(row any)) {
	cores := make(chan bool, runtime.GOMAXPROCS(0)) // who waits longest for a core is next, so that no run falls behind
	made := make([]chan any, len(runs))
	for i, r := range runs {
		made[i] = make(chan any, ahead)
		go func() {
			defer close(made[i])
			cores <- true
			for row := range rows(r) {
				<-cores
				select {
				case made[i] <- row:
				case <-ctx.Done():
					return
				}
				cores <- true
			}
			<-cores
		}()
	}
	for {
		list := make([]any, len(runs))
		for i := range list {
			var ok bool
			if list[i], ok = <-made[i]; !ok {
				return
			}
		}
		show(joined(list))
	}
}

// ahead is the largest number of rows by which a run is ahead of the others.
const ahead = 8

// joined joins rows of one kind, one per run, field by field. It pools estimates, takes a theorem of the first run in
// which it fails, and requires flags in all runs. It takes other fields from the first run.
func joined(runs []any) any {
	row := reflect.New(reflect.TypeOf(runs[0])).Elem()
	values := make([]reflect.Value, len(runs))
	for i := range runs {
		values[i] = reflect.ValueOf(runs[i])
	}
	join(row, values)
	return row.Interface()
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
