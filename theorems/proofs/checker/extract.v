(* The checker as a program in OCaml. Natural numbers become its machine integers: they count sources, cells and claims. *)
From mimics Require Import dominance_checker.
Require Import Extraction ExtrOcamlBasic ExtrOcamlNatInt.

Extraction Language OCaml.
Extraction "checker.ml" accepts decomposes decomposes_shown.
