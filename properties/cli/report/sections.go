package report

// sectionTitles gives the title of each section of the essay.
var sectionTitles = map[string]string{
	"mimic":     "mimics: a simulator joined to a sampler",
	"merging":   "merging: forecasts of operator and mimic converge",
	"dominance": "dominance: decided for all time",
	"features":  "features: seeing a part of each outcome",
	"rates":     "rates: features that merge at different speeds",
	"tilt":      "tilt: fine-tuning with a penalty on divergence",
	"forecast":  "forecast: conditioning and proxies",
	"forcing":   "forcing: success under imperfect control",
	"control":   "control: causing and observing",
	"transfer":  "transfer: from natural data to a mimic's data",
	"safety":    "safety: tuning as far as it is useful",
}

// titleOf returns the title of a section, or its name if it has no title.
func titleOf(section string) string {
	if title, ok := sectionTitles[section]; ok {
		return title
	}
	return section
}
