// Package audit estimates from a log of outcomes and successes how Goodhart-prone an objective is: how far tuning on it
// would take a mimic from what past successes looked like (the essay's last practical sentence). What it says of the
// log is exact; what it says of the world is a range that covers in 95 % of logs.
//
// Start with audit.go for the result and range.go for why its ranges cover; read.go reads the log, and coverage.go
// simulates worlds like it.
package audit
