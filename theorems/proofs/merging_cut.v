(** Merging of the whole future without a constant: the likelihood ratio is cut off at a height K. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude merging.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Cut.
Variables (R : realFieldType) (X : finType).
Implicit Types (A M : seq X -> R) (h g w : seq X) (K : R).

(** The likelihood ratio cut off at K, and its mean under M given h, l steps ahead. *)
Definition cut K A M w := Num.min (ratio A M w) K.
Definition cut_ahead l K A M h := hsum l (fun g => M (h ++ g) * cut K A M (h ++ g)) / M h.

(** S_K(L), the mass of A above K M. *)
Definition surplus L K A M := hsum L (fun h => Num.max (A h - K * M h) 0).

(** The part of A that is at most K M, and the rest. *)
Lemma mul_cut K A M w : law A -> law M -> 0 <= K -> M w * cut K A M w = Num.min (A w) (K * M w) \/ M w = 0.
Proof.
move=> [A0 _ _] [M0 _ _] K0; have := M0 w; rewrite le0r => /orP[/eqP ->|m0]; [by right | left].
by rewrite /cut /ratio minr_pmulr // mulrC divfK ?gt_eqF // [M w * K]mulrC.
Qed.

Lemma cut_split K A M w : law A -> law M -> 0 <= K ->
  A w = M w * cut K A M w + Num.max (A w - K * M w) 0.
Proof.
move=> lA lM K0; have [[A0 _ _] [M0 _ _]] := (lA, lM).
have [-> |m0] := mul_cut w lA lM K0; last by rewrite m0 mul0r mulr0 subr0 add0r max_l.
case: (lerP (A w) (K * M w)) => [le|lt]; first by rewrite max_r ?addr0 // subr_le0.
by rewrite max_l ?subr_ge0 1?ltW // addrC subrK.
Qed.

Lemma cut_ge0 K A M w : law A -> law M -> 0 <= K -> 0 <= cut K A M w <= K.
Proof. by move=> [A0 _ _] [M0 _ _] K0; rewrite /cut le_minr K0 andbT le_minl lexx orbT andbT divr_ge0. Qed.

Lemma hsum_cut L K A M : law A -> law M -> 0 <= K -> mean L M (cut K A M) = 1 - surplus L K A M.
Proof.
move=> lA lM K0; rewrite -(law_sum L lA) /surplus -hsumB; apply: eq_hsum => w _.
by rewrite {1}(cut_split w lA lM K0) addrK.
Qed.

(** What h adds to the expected distance, but for the surplus, is at most how far the cut ratio still moves. *)
Lemma distance_cut l K A M h : law A -> law M -> 0 <= K ->
  A h * distance l A M h
    <= 2%:R^-1 * hsum l (fun g => M (h ++ g) * `|cut K A M (h ++ g) - cut_ahead l K A M h|)
      + hsum l (fun g => Num.max (A (h ++ g) - K * M (h ++ g)) 0).
Proof.
move=> lA lM K0; have [[A0 _ _] [M0 _ _]] := (lA, lM); rewrite distanceE //; case: eqVneq => m0.
  rewrite -(law_cat l h lA) [X in _ <= _ * X + _]hsum0 => [|g _]; last by rewrite law_prefix0 // mul0r.
  rewrite mulr0 add0r; apply: ler_hsum => g _; rewrite (law_prefix0 _ lM m0) mulr0 subr0.
  by rewrite le_maxr lexx.
set s := fun g => Num.max (A (h ++ g) - K * M (h ++ g)) 0; set W := cut_ahead l K A M h.
have s0 g : 0 <= s g by rewrite le_maxr lexx orbT.
have Ah : ratio A M h = W + hsum l s / M h.
  rewrite /ratio /W /cut_ahead -mulrDl -hsumD -(law_cat l h lA); congr (_ / _); apply: eq_hsum => g _.
  exact: cut_split.
rewrite -[X in _ <= _ + X]half2 -mulrDr; apply: ler_wpmul2l; first by rewrite invr_ge0 ler0n.
have share : hsum l s = hsum l (fun g => hsum l s / M h * M (h ++ g)) by rewrite hsumZ law_cat // divfK.
rewrite {2}share -!hsumD; apply: ler_hsum => g _.
have -> : A (h ++ g) - ratio A M h * M (h ++ g)
  = M (h ++ g) * (cut K A M (h ++ g) - W) + (s g - hsum l s / M h * M (h ++ g)).
  by rewrite Ah {1}(cut_split (h ++ g) lA lM K0) /s; ring.
apply: le_trans (ler_norm_add _ _) _; rewrite normrM ger0_norm // ler_add2l.
apply: le_trans (ler_norm_sub _ _) _; rewrite !ger0_norm //.
by rewrite !mulr_ge0 ?invr_ge0 // hsum_ge0.
Qed.

(** The cut ratio and its mean are orthogonal to what is left to move. *)
Lemma cut_energy n l K A M : law M ->
  mean (n + l) M (fun w => (cut K A M w - cut_ahead l K A M (take n w)) ^+ 2)
    = mean (n + l) M (fun w => cut K A M w ^+ 2) - mean n M (fun h => cut_ahead l K A M h ^+ 2).
Proof.
move=> lM; set c := cut K A M; set W := cut_ahead l K A M.
have cross : mean (n + l) M (fun w => c w * W (take n w)) = mean n M (fun h => W h ^+ 2).
  rewrite /mean (hsum_take n l (fun h w => M w * (c w * W h))); apply: eq_hsum => h sh.
  rewrite (@eq_hsum _ _ l _ (fun g => W h * (M (h ++ g) * c (h ++ g)))) => [|g _]; last by ring.
  rewrite hsumZ; have [m0|m0] := eqVneq (M h) 0.
    by rewrite m0 mul0r hsum0 ?mulr0 // => g _; rewrite law_prefix0 // mul0r.
  by rewrite expr2 mulrCA; congr (_ * _); rewrite /W /cut_ahead mulrC divfK.
transitivity (mean (n + l) M (fun w => c w ^+ 2) - 2%:R * mean (n + l) M (fun w => c w * W (take n w))
    + mean (n + l) M (fun w => W (take n w) ^+ 2)).
  by rewrite /mean -hsumZ -hsumB -hsumD; apply: eq_hsum => w _; ring.
by rewrite cross (mean_take n l (fun h => W h ^+ 2) lM); ring.
Qed.

(** merging/without-constant (future): history-possible-for-operator, history-possible-for-mimic.
    What the expected distance has above the surplus is bounded by what is left for the second moment of the cut ratio
    to rise. The claim tries three K; the bound holds for every K. *)
Theorem merging_without_constant_future n l K A M : law A -> law M -> 0 <= K ->
  (2%:R * Num.max (expected_distance n l A M - surplus (n + l) K A M) 0) ^+ 2
    <= mean (n + l) M (fun w => cut K A M w ^+ 2) - mean n M (fun h => cut_ahead l K A M h ^+ 2).
Proof.
move=> lA lM K0; rewrite -cut_energy //; have [M0 _ _] := lM.
set D := fun w => cut K A M w - cut_ahead l K A M (take n w).
have d0 : 0 <= mean (n + l) M (fun w => `|D w|) by apply: mean_ge0 => // w _; apply: normr_ge0.
apply: (@le_trans _ _ (mean (n + l) M (fun w => `|D w|) ^+ 2)); last first.
  apply: le_trans (mean_square _ _ lM) _; rewrite le_eqVlt; apply/orP; left; apply/eqP.
  by apply: eq_hsum => w _; rewrite real_normK // num_real.
rewrite ler_expn2r ?nnegrE ?mulr_ge0 ?ler0n ?le_maxr ?lexx ?orbT //.
rewrite maxr_pmulr ?ler0n // mulr0 le_maxl d0 andbT -ler_pdivl_mull ?ltr0n // ler_subl_addr.
rewrite /mean (hsum_take n l (fun h w => M w * `|cut K A M w - cut_ahead l K A M h|)) -hsumZ /surplus hsum_cat -hsumD.
by apply: ler_hsum => h _; apply: distance_cut.
Qed.

(** merging/without-constant (energy): history-possible-for-operator, history-possible-for-mimic.
    That second moment never rises above K times the mass that is not surplus. *)
Theorem merging_without_constant_energy L K A M : law A -> law M -> 0 <= K ->
  mean L M (fun w => cut K A M w ^+ 2) <= K * (1 - surplus L K A M).
Proof.
move=> lA lM K0; rewrite -hsum_cut // /mean -hsumZ; apply: ler_hsum => w _; have [M0 _ _] := lM.
rewrite [X in _ <= X]mulrCA; apply: ler_wpmul2l => //; have /andP[c0 cK] := cut_ge0 w lA lM K0.
by rewrite expr2; apply: ler_wpmul2r.
Qed.

End Cut.
