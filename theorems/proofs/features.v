(** Mimic more capable: the operator sees only features of the outcomes.

    A feature is any map f of the outcomes to a finite type. The law of what it shows sums over the histories behind. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log sources merging merging_certificate merging_budget merging_limits.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Lemma hsum_exchange (R : realFieldType) (X Y : finType) n m (F : seq X -> seq Y -> R) :
  hsum n (fun h => hsum m (F h)) = hsum m (fun g => hsum n (fun h => F h g)).
Proof.
rewrite !hsum_tuple; under eq_bigr do rewrite hsum_tuple; rewrite exchange_big.
by apply: eq_bigr => g _; rewrite hsum_tuple.
Qed.

Section Shown.
Variables (R : realFieldType) (X Y : finType) (f : X -> Y).
Implicit Types (P A M N : seq X -> R) (h : seq X) (g : seq Y).

(** The probability of the cells g: that of all histories that show them. *)
Definition shown P g := hsum (size g) (fun h => P h * (map f h == g)%:R).

(** A history shows just one history of cells. *)
Lemma hsum_cell h : hsum (size h) (fun g => (map f h == g)%:R) = 1 :> R.
Proof.
elim: h => [|x h IH]; first by rewrite /= ?eqxx.
rewrite /= (bigD1 (f x)) //= big1 => [|y yx]; last first.
  by apply: hsum0 => g _; rewrite eqseq_cons eq_sym (negbTE yx).
by rewrite addr0 -[RHS]IH; apply: eq_hsum => g _; rewrite eqseq_cons eqxx.
Qed.

(** Summing over cells and over what is behind them is summing over outcomes. *)
Lemma hsum_cells n (F : seq X -> R) :
  hsum n (fun g => hsum n (fun h => F h * (map f h == g)%:R)) = hsum n F.
Proof.
rewrite -hsum_exchange; apply: eq_hsum => h sh; rewrite hsumZ -[in hsum n _]sh hsum_cell.
exact: mulr1.
Qed.

Lemma shown_rcons P g y :
  shown P (rcons g y) = hsum (size g) (fun h => (\sum_(x | f x == y) P (rcons h x)) * (map f h == g)%:R).
Proof.
rewrite /shown size_rcons hsumSr; apply: eq_hsum => h _; rewrite mulr_suml [RHS]big_mkcond.
apply: eq_bigr => x _; rewrite map_rcons eqseq_rcons.
by case: (f x == y); rewrite ?andbT ?andbF ?mulr0.
Qed.

Lemma shown_law P : law P -> law (shown P).
Proof.
move=> [P0 P1 Pext]; split=> [g||g].
- by apply: hsum_ge0 => h _; rewrite mulr_ge0 ?ler0n.
- by rewrite /shown /= P1 mulr1.
- under eq_bigr do rewrite shown_rcons; rewrite -hsum_sum; apply: eq_hsum => h _; rewrite -mulr_suml.
  by congr (_ * _); rewrite Pext (partition_big f predT).
Qed.

Lemma eq_shown P P' g : P =1 P' -> shown P g = shown P' g.
Proof. by move=> e; apply: eq_hsum => h _; rewrite e. Qed.

Lemma shown_le P P' C g : (forall h, P h <= C * P' h) -> shown P g <= C * shown P' g.
Proof. by move=> le; rewrite -hsumZ; apply: ler_hsum => h _; rewrite mulrA ler_wpmul2r ?ler0n. Qed.

(** features/tower: history-possible-for-mimic.
    The forecast from the cells seen is that from the outcomes, averaged over the outcomes behind the cells. *)
Theorem features_tower M g c : law M -> 0 < shown M g ->
  next (shown M) g c = hsum (size g) (fun h => (map f h == g)%:R * (push f (next M h) c * (M h / shown M g))).
Proof.
move=> lM _; rewrite {1}/next shown_rcons mulrC -hsumZ; apply: eq_hsum => h _.
have <- : push f (next M h) c * M h = \sum_(x | f x == c) M (rcons h x); last by ring.
rewrite mulr_suml; apply: eq_bigr => x _; rewrite /next; have [h0|h0] := eqVneq (M h) 0; last by rewrite divfK.
by rewrite -cats1 law_prefix0 // !mul0r.
Qed.

Lemma shown_cat3 P g1 g2 g3 : shown P (g1 ++ g2 ++ g3) =
  hsum (size g1) (fun h1 => hsum (size g2) (fun h2 => hsum (size g3) (fun h3 =>
    P (h1 ++ h2 ++ h3) * ((map f h1 == g1) && ((map f h2 == g2) && (map f h3 == g3)))%:R))).
Proof.
rewrite /shown !size_cat hsum_cat; apply: eq_hsum => h1 s1; rewrite hsum_cat; apply: eq_hsum => h2 s2.
by apply: eq_hsum => h3 s3; rewrite !map_cat !eqseq_cat ?size_map.
Qed.

(** features/exchangeable-inherits: history-possible-for-mimic, exchangeable.
    Where the order of the outcomes tells nothing, that of the cells does not. *)
Theorem features_exchangeable_inherits L M : law M -> exchangeable L M -> exchangeable L (shown M).
Proof.
move=> _ ex g g' sg gg'; suff: size g' = size g /\ shown M g = shown M g' by case.
apply: (@catCA_perm_ind _ (fun s => size s = size g /\ shown M g = shown M s)) gg' _ => // s1 s2 s3 [s123 ->].
split; first by rewrite -s123 !size_cat addnCA.
rewrite !shown_cat3 hsum_exchange; apply: eq_hsum => h2 e2; apply: eq_hsum => h1 e1; apply: eq_hsum => h3 e3.
have -> : M (h1 ++ h2 ++ h3) = M (h2 ++ h1 ++ h3).
  apply: ex; last by rewrite perm_catCA.
  by move: sg; rewrite -s123 !size_cat e1 e2 e3.
by rewrite andbCA.
Qed.

End Shown.
