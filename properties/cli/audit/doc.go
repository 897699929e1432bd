// Package audit estimates from a log of outcomes and successes how Goodhart-prone an objective is: how far tuning on it
// would take a mimic from what past successes looked like (the essay's last practical sentence). Numbers of the log are
// exact. Numbers of the world are ranges that contain the truth for 95 % of logs.
//
// Start reading at [Read], which counts the log, and [Table.Audit], which returns a [Result]. File range.go shows why
// the ranges cover, and [Table.Simulate] draws logs from worlds like the log to test that.
package audit
