package report_test

import (
	"context"
	"fmt"

	"mimics/properties"
	"mimics/properties/cli/report"
	"mimics/theorems"
)

// The report of a theory with one claim has a page, a map of the theory and a figure of the claim.
func ExampleContents_Files() {
	var claims theorems.Registry
	for _, c := range theorems.Essay() {
		if c.ID == "forcing/gap" {
			claims = append(claims, c)
		}
	}
	found := properties.Verify(context.Background(), claims, properties.Options{Cases: 10, Scope: 2, Seed: 1})
	contents := report.Contents{
		Settings: report.Settings{Version: "example", Cases: 10, Scope: 2, Seed: 1},
		Theory:   claims, Claims: claims, Results: properties.Conclude(claims, found),
		NoExperiments: "The experiments were left out.",
	}
	files, err := contents.Files()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range files {
		fmt.Println(f.Name)
	}
	// Output:
	// index.html
	// theory-map.svg
	// forcing-gap.svg
}
