package cli

import (
	"fmt"

	"mimics/model"
	"mimics/properties/cli/audit"
	"mimics/properties/cli/estimate"
)

// auditJSON is an audit as JSON. Numbers of the sample are exact strings.
type auditJSON struct {
	Verdict         string             `json:"verdict"`
	Landing         landingJSON        `json:"landing"`
	Against         *againstJSON       `json:"against,omitempty"`
	Closed          bool               `json:"closed"`
	Identified      bool               `json:"identified"` // false if every outcome was drawn once
	Rows            int                `json:"rows"`
	N               int64              `json:"n"`
	Successes       int64              `json:"successes"`
	BaseRate        model.Q            `json:"base_rate"`
	BaseRange       estimate.Range     `json:"base_range"`
	HardSuccessRate model.Q            `json:"hard_success_rate"`
	HardRange       estimate.Range     `json:"hard_success_range"` // for the same output in the world, like KeptRange
	Gap             model.Q            `json:"gap"`
	GapRange        estimate.Range     `json:"gap_range"`
	Coverage        audit.Coverage     `json:"coverage"`
	Optimum         map[string]model.Q `json:"optimum"`
	Candidates      []string           `json:"candidates"`
	KeptSuccessRate float64            `json:"kept_success_rate"`
	KeptRange       estimate.Range     `json:"kept_success_range"`
	ForecastError   float64            `json:"forecast_error"` // a bound on TV between the successes of sample and world
	Outcomes        []outcomeJSON      `json:"outcomes"`
	Features        []featureJSON      `json:"features"`
	Path            []passingJSON      `json:"path"`
	Soft            []softJSON         `json:"soft"`
	Row             string             `json:"row"` // what one row was taken to be
	Thresholds      []thresholdJSON    `json:"thresholds,omitempty"`
	BestOf          []bestOfJSON       `json:"best_of_n,omitempty"`
	Replicates      *replicatesJSON    `json:"replicates,omitempty"`
}

// landingJSON says where tuning on a part of the log lands, as the rest of it shows.
type landingJSON struct {
	Set     []string          `json:"set"`
	Gap     estimate.Estimate `json:"gap"`
	Success estimate.Estimate `json:"success"`
}

// againstJSON compares the log with that of the tuned policy.
type againstJSON struct {
	Features []shiftJSON       `json:"features"`
	Before   estimate.Estimate `json:"success_before"`
	After    estimate.Estimate `json:"success_after"`
	Weights  *weightsJSON      `json:"weights,omitempty"`
}

// shiftJSON is a feature before and after; its verdict is "kept", "lost" or "unclear".
type shiftJSON struct {
	Name    string            `json:"name"`
	Verdict audit.Verdict     `json:"verdict"`
	TV      estimate.Estimate `json:"tv"`
	Values  []changeJSON      `json:"values"`
}

type changeJSON struct {
	Value      string             `json:"value"`
	Before     estimate.Estimate  `json:"before"`
	Forecast   *estimate.Estimate `json:"forecast,omitempty"`
	After      estimate.Estimate  `json:"after"`
	Difference estimate.Estimate  `json:"difference"`
	P          float64            `json:"p_holm"`
}

type weightsJSON struct {
	Mean      estimate.Estimate `json:"mean"`
	Effective float64           `json:"effective_share"`
	Success   estimate.Estimate `json:"success"`
	KL        float64           `json:"kl"`
	Trusted   bool              `json:"trusted"`
}

func againstOf(c *audit.Comparison) *againstJSON {
	if c == nil {
		return nil
	}
	j := &againstJSON{Features: []shiftJSON{}, Before: c.Before, After: c.After}
	if w := c.Weights; w != nil {
		j.Weights = &weightsJSON{w.Mean, w.Effective, w.Success, w.KL, w.Trusted()}
	}
	for _, f := range c.Features {
		shift := shiftJSON{Name: f.Name, Verdict: f.Verdict, TV: f.TV}
		for _, v := range f.Values {
			shift.Values = append(shift.Values, changeJSON{v.Name, v.Before, v.Forecast, v.After, v.Difference, v.P})
		}
		j.Features = append(j.Features, shift)
	}
	return j
}

type outcomeJSON struct {
	Outcome   string `json:"outcome"`
	N         int64  `json:"n"`
	Successes int64  `json:"successes"`
	estimate.Range
}

type featureJSON struct {
	Feature string         `json:"feature"`
	TV      model.Q        `json:"tv"`
	TVRange estimate.Range `json:"tv_range"`
	// The TV that the sample would show if the feature were independent: the average of the shuffles, and a bound on at
	// least 95 % of them, or on all if there are fewer than 20. With crossed clusters both are approximate.
	Independent     float64     `json:"tv_independent"`
	IndependentHigh float64     `json:"tv_independent_high"`
	Shuffles        int         `json:"shuffles"`
	Values          []valueJSON `json:"values"`
}

type valueJSON struct {
	Value    string  `json:"value"`
	Forecast model.Q `json:"forecast"`
	Delivers model.Q `json:"delivers"`
}

// softJSON is a point of soft tuning, as the rest of the log shows it.
type softJSON struct {
	Lambda  float64           `json:"lambda"`
	Success estimate.Estimate `json:"success"`
	TV      estimate.Estimate `json:"tv"`
	KL      float64           `json:"kl"`
}

// thresholdJSON is a threshold of the reward; the ranges of all thresholds hold at once.
type thresholdJSON struct {
	Quantile float64            `json:"quantile"`
	Set      []string           `json:"set"`
	Gap      estimate.Estimate  `json:"gap"`
	Landing  *estimate.Estimate `json:"gold_landing,omitempty"`
	Passed   *estimate.Estimate `json:"gold_successes,omitempty"`
}

type bestOfJSON struct {
	N        int                `json:"n"`
	Contexts int                `json:"contexts"`
	KL       float64            `json:"kl_at_most"`
	Reward   estimate.Estimate  `json:"reward"`
	Success  estimate.Estimate  `json:"success"`
	Gold     *estimate.Estimate `json:"gold,omitempty"`
}

// replicatesJSON holds what the runs of completions tell, for all laws of the chance of success at once.
type replicatesJSON struct {
	Runs        int32       `json:"runs"`
	Completions int64       `json:"completions"`
	Others      int64       `json:"left_out"`
	Above       []boundJSON `json:"share_of_successes_above"`
	Soft        []boundJSON `json:"soft_success"`
}

// boundJSON is a range for a chance of success, or for ρ/β.
type boundJSON struct {
	At float64 `json:"at"`
	estimate.Range
}

func (a audited) scoredJSON(j *auditJSON) {
	for _, t := range a.thresholds {
		h := thresholdJSON{t.Quantile, nil, t.Gap, t.Landing, t.Passed}
		for _, x := range t.Set {
			h.Set = append(h.Set, a.Names[x])
		}
		j.Thresholds = append(j.Thresholds, h)
	}
	for _, b := range a.bestOf {
		j.BestOf = append(j.BestOf, bestOfJSON{b.N, b.Contexts, b.KL, b.Reward, b.Success, b.Gold})
	}
	if r := a.replicates; r != nil {
		j.Replicates = &replicatesJSON{Runs: r.Runs, Completions: r.Completions, Others: r.Others}
		for _, b := range r.Above {
			j.Replicates.Above = append(j.Replicates.Above, boundJSON{b.Least, b.Share})
		}
		for _, s := range r.Soft {
			j.Replicates.Soft = append(j.Replicates.Soft, boundJSON{s.Lambda, s.Success})
		}
	}
}

// passingJSON says where the distance passes the threshold, at 95 % for all ρ/β that were tried: "never" means that it
// is larger from the start, "always" that it is never larger, and "unclear" that the log does not show it.
type passingJSON struct {
	TV      model.Q         `json:"tv"`
	Within  string          `json:"within"` // "up to", "always", "never" or "unclear"
	Low     *string         `json:"low"`    // ρ/β up to which the distance is within
	High    *string         `json:"high"`   // from which on it is larger
	Success *float64        `json:"success_rate"`
	Range   *estimate.Range `json:"success_range"`
}

func (a audited) json() auditJSON {
	j := auditJSON{
		Verdict: a.verdict(), Closed: a.Closed, Identified: a.Identified,
		Rows: a.Rows, N: a.Total.N, Successes: a.Total.Successes, BaseRate: a.Base, BaseRange: a.BaseRange,
		Gap: a.Gap, GapRange: a.GapRange, ForecastError: a.ForecastError, Coverage: a.coverage, Optimum: a.optimum(),
		HardSuccessRate: a.HardSuccess, HardRange: a.HardRange, KeptSuccessRate: a.KeptSuccess, KeptRange: a.KeptRange,
		Features: []featureJSON{}, Soft: []softJSON{}, Row: a.row(), Against: againstOf(a.against),
	}
	j.Landing = landingJSON{[]string{}, a.landing.Gap, a.landing.Success}
	for _, x := range a.landing.Set {
		j.Landing.Set = append(j.Landing.Set, a.Names[x])
	}
	for _, x := range a.Candidates {
		j.Candidates = append(j.Candidates, a.Names[x])
	}
	for x, o := range a.Result.Outcomes {
		j.Outcomes = append(j.Outcomes, outcomeJSON{a.Names[x], o.N, o.Successes, o.Range})
	}
	for _, f := range a.features {
		feature := featureJSON{Feature: f.Name, TV: f.TV, TVRange: f.Range, Independent: f.Null.Mean,
			IndependentHigh: f.Null.High, Shuffles: f.Null.Shuffles}
		for _, v := range f.Values {
			feature.Values = append(feature.Values, valueJSON{v.Name, v.Successes, v.Delivers})
		}
		j.Features = append(j.Features, feature)
	}
	a.scoredJSON(&j)
	for _, s := range a.soft {
		j.Soft = append(j.Soft, softJSON{s.Lambda, s.Success, s.Distance, s.KL})
	}
	for _, p := range audit.Passings(a.soft) {
		j.Path = append(j.Path, passingOf(p))
	}
	return j
}

func passingOf(p audit.Passing) passingJSON {
	j := passingJSON{TV: p.TV, Within: "unclear"}
	at := func(s *audit.Softened) *string {
		if s == nil {
			return nil
		}
		text := fmt.Sprintf("%.0f", s.Lambda)
		return &text
	}
	j.Low, j.High = at(p.Low), at(p.High)
	switch {
	case p.Everywhere:
		j.Within, j.Low = "always", nil
	case p.Low != nil:
		j.Within, j.Success, j.Range = "up to", &p.Low.Success.Value, &p.Low.Success.Range
	case p.High != nil && p.High.Lambda == 0:
		j.Within, j.High = "never", nil
	}
	return j
}
