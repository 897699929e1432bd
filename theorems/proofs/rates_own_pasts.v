(** Features that are forecast from their own pasts: each learns for itself what another has shown. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log sources merging merging_budget features rates rates_storm.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** The largest distance of the forecasts of several features, each from its own past. *)
Definition worst_own_TV (R : realFieldType) (X I : finType) (Y : I -> finType) (f : forall i, X -> Y i)
    (P Q : seq X -> R) h :=
  \big[Num.max/0]_i next_TV (shown (f i) P) (shown (f i) Q) (map (f i) h).

Lemma worst_own_TV_ge (R : realFieldType) (X I : finType) (Y : I -> finType) (f : forall i, X -> Y i)
    (P Q : seq X -> R) h i :
  next_TV (shown (f i) P) (shown (f i) Q) (map (f i) h) <= worst_own_TV f P Q h.
Proof.
rewrite /worst_own_TV; elim: (index_enum I) (mem_index_enum i) => // s l IH.
rewrite inE big_cons => /orP[/eqP <-|/IH le]; first by rewrite le_maxr lexx.
by rewrite le_maxr le orbT.
Qed.

Section Scripts.
Variables (R : realFieldType) (X : finType).
Implicit Types (w : nat -> X) (h : seq X).

(** A source that follows a script. *)
Definition follows w h : R := (h == mkseq w (size h))%:R.

Lemma follows_law w : law (follows w).
Proof.
split=> [h||h]; [exact: ler0n | by rewrite /follows eqxx |].
rewrite (bigD1 (w (size h))) //= /follows size_rcons mkseqS eqseq_rcons eqxx andbT big1 ?addr0 // => x /negbTE xw.
by rewrite size_rcons mkseqS eqseq_rcons xw andbF.
Qed.

Lemma mean_follows w n F : mean n (follows w) F = F (mkseq w n).
Proof.
rewrite -[in RHS](hsum_point F (mkseq w n)) size_mkseq; apply: eq_hsum => h sh.
by rewrite /follows sh mulrC.
Qed.

Lemma shown_follows (Y : finType) (f : X -> Y) w g : shown f (follows w) g = (g == mkseq (f \o w) (size g))%:R.
Proof.
rewrite -[RHS]/((g == mkseq (f \o w) (size g))%:R); have e : map f (mkseq w (size g)) = mkseq (f \o w) (size g).
  by rewrite /mkseq -map_comp.
rewrite -e [in RHS]eq_sym -(hsum_point (fun h => (map f h == g)%:R) (mkseq w (size g))) size_mkseq.
by apply: eq_hsum => h sh; rewrite /follows sh mulrC.
Qed.

End Scripts.

Section Authors.
Variables (R : realFieldType) (ln : R -> R).
Hypothesis Ln : logarithm ln.
Notation X := (prod_finType bool_finType bool_finType).

(** A plain author, and one who first shows a first bit and then a second one. *)
Definition author (other : bool) (i : nat) : X := if other then (i == 0, i == 1)%N else (false, false).
Definition either : seq X -> R := mixture (fun _ : bool => 2%:R^-1) (fun s => follows R (author s)).

(** One feature shows the first bit, the other the second. *)
Definition bit (i : bool) : X -> bool := if i then fst else snd.

Lemma either_law : law either.
Proof.
apply: mixture_law => [|s]; last exact: follows_law.
by split=> [s|]; rewrite ?invr_ge0 ?ler0n // big_bool -[RHS]half2 mulrDr mulr1.
Qed.

Lemma shown_either i g : shown (bit i) either g
  = 2%:R^-1 * ((g == mkseq (bit i \o author true) (size g))%:R + (g == mkseq (bit i \o author false) (size g))%:R).
Proof.
rewrite -!shown_follows mulrDr -!hsumZ -hsumD; apply: eq_hsum => h _.
by rewrite /either /mixture big_bool mulrDl !mulrA.
Qed.

(** The plain author surprises the feature i at the step at which it would show the other. *)
Lemma half_apart i n : i = (n == 0)%N -> (n < 2)%N ->
  next_TV (shown (bit i) (follows R (author false))) (shown (bit i) either) (mkseq (fun=> false) n) = 2%:R^-1.
Proof.
move=> -> n2; have h0 : 2%:R != 0 :> R by rewrite pnatr_eq0.
rewrite /next_TV /TV big_bool /next !shown_either !shown_follows.
have e : 2%:R^-1 * (1 + 1) = 1 :> R by apply: half2.
have h : 1 - 2%:R^-1 = 2%:R^-1 :> R by field.
by case: n n2 => [|[|n]] // _; rewrite /= e !(add0r, addr0, mulr1, mul0r, divr1) h normrN ger0_norm ?half2 //
  invr_ge0 ler0n.
Qed.

(** rates/one-budget refuted: history-possible-for-operator, history-possible-for-mimic, dominated.
    Each of two features tells two authors apart at a step of its own, and costs 1/4. The budget is half of ln 2. *)
Theorem rates_one_budget_refuted : let A := follows R (author false) in
  [/\ law A, law either, dominated A either 2%:R &
    ~ forall L, expected_sum L A (fun h => worst_own_TV bit A either h ^+ 2) <= 2%:R^-1 * ln 2%:R].
Proof.
move=> A; have h0 : 0 < 2%:R :> R by rewrite ltr0n.
split; [exact: follows_law | exact: either_law | |].
  move=> h; rewrite /either /mixture big_bool mulrDr !mulrA mulfV ?lt0r_neq0 // !mul1r ler_addr.
  by rewrite /follows ler0n.
move=> /(_ 2%N); rewrite /expected_sum !big_ord_recl big_ord0 addr0 !mean_follows => le.
have step n : (n < 2)%N -> 2%:R^-1 ^+ 2 <= worst_own_TV bit A either (mkseq (author false) n) ^+ 2.
  move=> n2; rewrite ler_sqr ?nnegrE ?invr_ge0 ?ler0n //; last first.
    by apply: le_trans (worst_own_TV_ge bit A either _ true); apply: next_TV_ge0.
  apply: le_trans (worst_own_TV_ge bit A either _ (n == 0)%N); rewrite -(half_apart erefl n2).
  rewrite (_ : map _ _ = mkseq (fun=> false) n) ?lexx // /mkseq -map_comp; apply: eq_map => k.
  by rewrite /bit /=; case: (n == 0)%N.
have := le_trans (ler_add (step 0%N isT) (step 1%N isT)) le.
rewrite -mulrDr half2 => two; have : 1 <= ln 2%:R by rewrite -(ler_pmul2l (_ : 0 < 2%:R^-1)) ?invr_gt0 // mulr1.
have l1 : ln 2%:R <= 2%:R - 1 := ln_le Ln h0.
have e : 2%:R - 1 = 1 :> R by ring.
move=> g1; have : 2%:R = 1 :> R by apply: (ln_eq Ln h0); apply/eqP; rewrite eq_le l1 e g1.
by move=> /eqP; rewrite (eqr_nat R 2 1).
Qed.

End Authors.
