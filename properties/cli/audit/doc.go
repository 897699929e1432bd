// Package audit estimates from a log of outcomes and successes how Goodhart-prone an objective is: how far tuning on
// it takes a mimic from what past successes looked like (the essay's last practical sentence), and whether forecasts
// learnt before tuning hold after it (its central test). A part of the log is tuned on and the rest judges, so that
// ranges hold the truth of the world for 95 % of logs.
//
// Start reading at [Read], which counts the log, and at [Table.Land], where tuning on a part of it ends.
// [Table.Soften], [Table.Thresholds], [Table.BestOfN] and [Table.Replicates] are other ways to tune; [Table.Compare]
// compares the log of the tuned policy. [Table.Audit] has the figures of the whole sample, and file range.go shows why
// its ranges cover.
package audit
