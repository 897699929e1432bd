// Package numbers writes exact numbers, and the laws that tuning leads to, as JSON for the commands and their pages.
package numbers
