package report

import (
	"slices"
	"strings"

	"mimics/theorems"
)

// sectionTitles say what each section of the theory is about.
var sectionTitles = map[string]string{
	"mimic":     "mimics: a simulator joined to a sampler",
	"merging":   "merging: forecasts of operator and mimic come together",
	"dominance": "dominance: decided for all time",
	"features":  "features: seeing part of what is seen",
	"rates":     "rates: features at speeds of their own",
	"tilt":      "tilt: fine-tuning with a penalty on divergence",
	"forecast":  "forecast: conditioning and proxies",
	"forcing":   "forcing: success under imperfect control",
	"control":   "control: bringing about and observing",
	"transfer":  "transfer: from natural data to a mimic's",
	"safety":    "safety: tuned as far as is usable",
}

// sectionOf is the part of an ID before the stroke.
func sectionOf(id string) string {
	section, _, _ := strings.Cut(id, "/")
	return section
}

// sectionsOf lists the sections in the order of the claims.
func sectionsOf(claims theorems.Registry) (list []string) {
	for _, c := range claims {
		if s := sectionOf(c.ID); !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// titleOf is what a section is about, or its name where nothing is said.
func titleOf(section string) string {
	if title, ok := sectionTitles[section]; ok {
		return title
	}
	return section
}
