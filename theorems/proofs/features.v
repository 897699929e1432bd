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

Section Inherit.
Variables (R : realFieldType) (X Y : finType) (f : X -> Y).
Variables (A M : seq X -> R) (C : R).

(** features/inherit: history-possible-for-operator, history-possible-for-mimic, dominated.
    What she sees of the outcomes is dominated with the same constant. *)
Theorem features_inherit g : law A -> law M -> dominated A M C -> shown f A g <= C * shown f M g.
Proof. by move=> _ _ d; apply: shown_le. Qed.

(** features/budget: history-possible-for-operator, history-possible-for-mimic, dominated.
    The forecasts of every feature from its own past share out the same budget. *)
Theorem features_budget ln L : logarithm ln -> law A -> law M -> dominated A M C ->
  expected_sum L (shown f A) (next_KL ln (shown f A) (shown f M)) <= ln C.
Proof.
move=> Ln lA lM d; apply: forecasts_le => //; [exact: shown_law | exact: shown_law |].
by move=> g; apply: features_inherit.
Qed.

End Inherit.

Section Independence.
Variables (R : realFieldType) (X Y S : finType) (f : X -> Y).
Variables (m : S -> R) (K : S -> seq X -> R) (theta : S -> X -> R).

(** Every source that the mimic gives weight draws independently. *)
Definition mimic_draws_independently := forall s, m s != 0 -> K s =1 draws (theta s).

(** features/exchangeable-independence: history-possible-for-mimic, mimic-draws-independently.
    Given the source, the next cell is as likely after every past as it is at first. *)
Theorem features_exchangeable_independence s h c : forecast m -> (forall s, law (K s)) ->
  mimic_draws_independently -> m s != 0 -> 0 < K s h ->
  push f (next (K s) h) c = push f (next (K s) [::]) c.
Proof.
move=> _ lK ind ms h0; have e g : K s g != 0 -> next (K s) g =1 theta s.
  move=> g0 x; rewrite -(next_draws (_ : draws (theta s) g != 0)) -?(ind s ms) //.
  by rewrite /next !(ind s ms).
have n0 : K s [::] != 0 by have [_ -> _] := lK s; rewrite oner_eq0.
by apply: eq_bigr => x _; rewrite !e // gt_eqF.
Qed.

End Independence.

(** What is hidden behind the cells seen. *)
Section Details.
Variables (R : realFieldType) (X Y : finType) (f : X -> Y).
Implicit Types (P M N : seq X -> R) (g : seq Y).

(** TV of the two laws of the outcomes behind the cells g, 1 where the mimic holds g impossible. *)
Definition hidden_distance N M g :=
  if shown f M g == 0 then 1
  else 2%:R^-1 * hsum (size g) (fun h => `|N h / shown f N g - M h / shown f M g| * (map f h == g)%:R).

(** How far apart N and M are behind g, before either is divided by what it gives g. *)
Definition gap N M g := hsum (size g) (fun h => `|N h - M h| * (map f h == g)%:R).

Lemma shown_gap N M g : `|shown f N g - shown f M g| <= gap N M g.
Proof.
rewrite -hsumB; apply: (le_trans (ler_hsum_norm _ _)); apply: ler_hsum => h _.
by rewrite -mulrBl normrM [X in _ * X]ger0_norm ?ler0n.
Qed.

Lemma shown_behind P g h : law P -> size h = size g -> shown f P g = 0 -> P h * (map f h == g)%:R = 0.
Proof.
move=> [P0 _ _] sh e0; have st : size h == size g by rewrite sh.
apply: (@sum_eq0 _ _ (fun t : (size g).-tuple X => P t * (map f t == g)%:R) _ _ (Tuple st)) => [t|].
  by rewrite mulr_ge0 ?ler0n.
by rewrite -(hsum_tuple (size g) (fun h => P h * (map f h == g)%:R)).
Qed.

Lemma hidden_le N M g : law N -> law M ->
  shown f N g * hidden_distance N M g <= 2%:R^-1 * (gap N M g + `|shown f N g - shown f M g|).
Proof.
move=> lN lM; have [N0 _ _] := lN; have [M0 _ _] := lM; set n := shown f N g; set m := shown f M g.
have n0 : 0 <= n by apply: hsum_ge0 => h _; rewrite mulr_ge0 ?ler0n.
have m0 : 0 <= m by apply: hsum_ge0 => h _; rewrite mulr_ge0 ?ler0n.
rewrite /hidden_distance -/m -/n; case: eqVneq => [e0|mN].
  have -> : gap N M g = n.
    apply: eq_hsum => h sh; have := shown_behind lM sh e0; case: (_ == _); rewrite ?mulr0 // !mulr1 => ->.
    by rewrite subr0 ger0_norm.
  by rewrite mulr1 e0 subr0 ger0_norm // half2.
rewrite mulrCA; apply: ler_wpmul2l; first by rewrite invr_ge0 ler0n.
have [e0|nN] := eqVneq n 0; first by rewrite e0 mul0r addr_ge0 // hsum_ge0 // => h _; rewrite mulr_ge0 ?ler0n.
have -> : `|n - m| = hsum (size g) (fun h => `|m - n| / m * (M h * (map f h == g)%:R)).
  by rewrite hsumZ -/(shown f M g) -/m divfK // distrC.
rewrite -hsumZ -hsumD; apply: ler_hsum => h _; rewrite !mulrA -mulrDl; apply: ler_wpmul2r; first by rewrite ler0n.
rewrite -{1}[n]ger0_norm // -normrM.
have -> : n * (N h / n - M h / m) = (N h - M h) + (m - n) / m * M h by field; rewrite nN mN.
apply: (le_trans (ler_norm_add _ _)); rewrite ler_add2l !normrM normfV.
by rewrite [`|m|]ger0_norm // [`|M h|]ger0_norm.
Qed.

(** features/details-shared: history-possible-for-nature, history-possible-for-mimic.
    What a feature shows and what it hides share the distance of the outcomes. *)
Theorem features_details_shared n N M : law N -> law M ->
  mean n (shown f N) (hidden_distance N M) <= TVn n N M + TVn n (shown f N) (shown f M).
Proof.
move=> lN lM; rewrite /TVn -mulrDr.
have <- : hsum n (gap N M) = hsum n (fun h => `|N h - M h|).
  by rewrite -[RHS](hsum_cells f); apply: eq_hsum => g sg; rewrite /gap sg.
by rewrite -hsumD -hsumZ; apply: ler_hsum => g _; apply: hidden_le.
Qed.

Lemma TVn_shown n N M : TVn n (shown f N) (shown f M) <= TVn n N M.
Proof.
apply: ler_wpmul2l; first by rewrite invr_ge0 ler0n.
rewrite -[X in _ <= X](hsum_cells f); apply: ler_hsum => g sg.
by apply: le_trans (shown_gap _ _ _) _; rewrite /gap sg.
Qed.

(** features/details: history-possible-for-nature, history-possible-for-mimic.
    A good model of the outcomes is a good model of what a feature hides. *)
Theorem features_details n N M : law N -> law M ->
  mean n (shown f N) (hidden_distance N M) <= 2%:R * TVn n N M.
Proof.
move=> lN lM; apply: le_trans (features_details_shared n lN lM) _.
by rewrite mulr_natl mulr2n ler_add2l TVn_shown.
Qed.

End Details.
