package theorems

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"mimics/model"
	"mimics/theorems/scenario"
)

// Parameter is a number of a theory's own that claims speak of, such as a temperature or the weight of a penalty. A
// scenario gives its value, under its name. The theory's parameters are those that its claims list.
type Parameter struct {
	Name    string    // as in a scenario file: "penalty"
	Meaning string    // what it is, in a few words
	Values  []model.Q // the few values that engines try, the simplest first; a scenario file can give any other
}

var errNoParameter = errors.New("the scenario gives a parameter no value")

// Of returns the value on the instance. It is defined for claims that list the parameter.
func (p Parameter) Of(in *Instance) model.Q {
	value, given := in.Parameters[p.Name]
	if !given {
		panic(undefined{errNoParameter})
	}
	return value
}

// equal reports whether the two declarations are the same.
func (p Parameter) equal(o Parameter) bool {
	return p.Name == o.Name && p.Meaning == o.Meaning && slices.EqualFunc(p.Values, o.Values, model.Q.Equal)
}

func (p Parameter) validate() error {
	if !scenario.Nameable(p.Name) || p.Meaning == "" || len(p.Values) == 0 {
		return fmt.Errorf("parameter %q: expected a name, a meaning and values to try", p.Name)
	}
	for i, value := range p.Values {
		if slices.ContainsFunc(p.Values[:i], value.Equal) {
			return fmt.Errorf("parameter %q: the value %s is listed twice", p.Name, value)
		}
	}
	return nil
}

// Parameters lists the parameters of the claims, each once, in the order of the claims.
func (r Registry) Parameters() (list []Parameter) {
	for i := range r {
		for _, p := range r[i].Parameters {
			if !slices.ContainsFunc(list, func(o Parameter) bool { return o.Name == p.Name }) {
				list = append(list, p)
			}
		}
	}
	return list
}

// Missing returns what the claim needs and the scenario lacks: parts, and the names of parameters.
func (c *Claim) Missing(s *scenario.Scenario) (parts Need, parameters []string) {
	for _, p := range c.Parameters {
		if _, given := s.Parameters[p.Name]; !given {
			parameters = append(parameters, p.Name)
		}
	}
	return c.Needs &^ Parts(s), parameters
}

// missing writes what Missing returns, and is "" if that is nothing.
func (c *Claim) missing(s *scenario.Scenario) string {
	parts, names := c.Missing(s)
	if parts != 0 {
		names = append([]string{parts.String()}, names...)
	}
	return strings.Join(names, ", ")
}
