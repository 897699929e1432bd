(** What a sampler that cuts off unlikely outcomes, or sharpens the forecast, does to it. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log tilt forcing.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section TopP.
Variables (R : realFieldType) (X Y : finType) (f : X -> Y) (p : X -> R) (S : pred X).

(** sampler/top-p (distance): history-possible-for-mimic.
    A sampler that keeps the outcomes S, whatever they are, is off by the probability of the rest. *)
Theorem sampler_top_p_distance : forecast p -> 0 < Pr p S -> TV p (given p S) = 1 - Pr p S.
Proof. exact: TV_given. Qed.

(** sampler/top-p (divergence): history-possible-for-mimic.
    Its divergence from the mimic is -ln p(S). *)
Theorem sampler_top_p_divergence (ln : R -> R) : logarithm ln -> forecast p -> 0 < Pr p S ->
  KL ln (given p S) p = - ln (Pr p S).
Proof. by move=> Ln [p0 _]; apply: KL_given. Qed.

(** sampler/top-p (cells): history-possible-for-mimic.
    In a cell that it still reaches it keeps the forecast if and only if S holds all of the cell that p reaches. *)
Theorem sampler_top_p_cells y : forecast p -> 0 < Pr p S -> 0 < Pr (given p S) (cell f y) ->
  (keeps f (given p S) p y <-> forall x, cell f y x -> p x != 0 -> S x).
Proof.
move=> [p0 _] s0 c0; have e1 : expect p (fun x => (S x)%:R) = Pr p S by rewrite PrE.
split=> [k x cx px|all x].
  apply: contraT => nS; have := k x; rewrite {1}/given cx {1}/given (negbTE nS) mul0r /given cx => /esym/eqP.
  rewrite mulf_eq0 (negbTE px) invr_eq0 /= => /eqP e0; case/eqP: px; exact: Pr_eq0 e0 cx.
rewrite (eq_given _ (given_weigh p S)); apply: given_weigh_same (oner_neq0 R) _ x; first by rewrite e1 gt_eqF.
by move=> z cz pz; rewrite (all z cz pz).
Qed.

End TopP.

Section Temperature.
Variables (R : realFieldType) (X Y : finType) (f : X -> Y) (p : X -> R) (k : nat).
Hypothesis fp : forecast p.

(** What a sampler draws from at the temperature 1/(k + 1): p^(k + 1), normalised. *)
Notation w := (fun x => p x ^+ k).
Definition cooled := weigh p w.

Lemma cooled_factor_ge0 : nonneg w.
Proof. by have [p0 _] := fp; move=> x; rewrite exprn_ge0. Qed.

Lemma cooled_total : 0 < expect p w.
Proof.
have [p0 _] := fp; have [x px] := outcome_exists fp; rewrite /expect (bigD1 x) //= ltr_paddr ?sumr_ge0 //.
  by move=> y _; rewrite mulr_ge0 ?exprn_ge0.
by rewrite -exprS exprn_gt0 // lt0r px p0.
Qed.

Lemma cooled_forecast : forecast cooled.
Proof. by have [p0 _] := fp; apply: weigh_forecast => //; [apply: cooled_factor_ge0 | apply: cooled_total]. Qed.

Lemma cooled_gt0 x : p x != 0 -> 0 < cooled x.
Proof.
have [p0 _] := fp; move=> px; have px0 : 0 < p x by rewrite lt0r px p0.
by rewrite /cooled /weigh divr_gt0 ?mulr_gt0 ?exprn_gt0 ?cooled_total.
Qed.

(** p takes different positive values in a cell. *)
Definition varies (y : Y) :=
  [exists x, exists x', [&& cell f y x, cell f y x', p x != 0, p x' != 0 & p x != p x']].

(** It reaches the cell and changes the forecast there. *)
Definition changed y := (0 < Pr cooled (cell f y)) && [exists x, given cooled (cell f y) x != given p (cell f y) x].

Lemma changed_varies y : (0 < k)%N -> changed y = varies y.
Proof.
have [p0 _] := fp; move=> k0; apply/andP/idP => [[_ /existsP[x xy]]|].
  apply: contraNT xy => /existsPn same; apply/eqP.
  case: (pickP (fun z => cell f y z && (p z != 0))) => [z /andP[cz pz]|no].
    apply: (given_weigh_same (c := p z ^+ k)); rewrite ?expf_neq0 ?(lt0r_neq0 cooled_total) // => u cu pu.
    by have /existsPn /(_ z) := same u; rewrite cu cz pu pz /= negbK => /eqP ->.
  rewrite /given; case: ifP => // cx; have := no x; rewrite cx /= => /negbFE/eqP px.
  by rewrite /cooled /weigh px !mul0r.
case/existsP=> x /existsP[x' /and5P[cx cx' px px' xx']].
have Pp : 0 < Pr p (cell f y).
  by rewrite /Pr (bigD1 x) //= ltr_paddr ?sumr_ge0 // lt0r px p0.
have Pc : 0 < Pr cooled (cell f y).
  have [c0 _] := cooled_forecast.
  by rewrite /Pr (bigD1 x) //= ltr_paddr ?sumr_ge0 // cooled_gt0.
split=> //; apply: contraNT xx' => /existsPn same.
have e z : cell f y z -> p z != 0 -> p z ^+ k / expect p w / Pr cooled (cell f y) = (Pr p (cell f y))^-1.
  move=> cz pz; rewrite (_ : _ / _ / _ = cooled z / Pr cooled (cell f y) / p z); last first.
    have -> : cooled z = p z * p z ^+ k / expect p w by [].
    by move: (p z ^+ k) => u; field; rewrite pz !gt_eqF ?cooled_total.
  by have := same z; rewrite negbK /given cz => /eqP ->; field; rewrite pz gt_eqF.
have := etrans (e x cx px) (esym (e x' cx' px')); rewrite -!mulrA => /mulIf e'.
have /e' : (expect p w)^-1 / Pr cooled (cell f y) != 0.
  by rewrite mulf_neq0 ?invr_eq0 ?gt_eqF ?cooled_total.
by move/eqP; rewrite eqr_expn2 ?p0.
Qed.

(** sampler/temperature (cells): history-possible-for-mimic.
    It changes the forecasts in as many cells as there are cells in which p takes different positive values. *)
Theorem sampler_temperature_cells : (0 < k)%N -> #|[pred y | changed y]|%:R = #|[pred y | varies y]|%:R :> R.
Proof. by move=> k0; congr _%:R; apply: eq_card => y; rewrite !inE changed_varies. Qed.

(** sampler/temperature (tilt): history-possible-for-mimic.
    It is the law tuned for the reward ln p: k times its gain of ln p is its divergence to and fro. *)
Theorem sampler_temperature_tilt (ln : R -> R) : logarithm ln ->
  k%:R * (expect cooled (fun x => ln (p x)) - expect p (fun x => ln (p x))) = KL ln cooled p + KL ln p cooled.
Proof.
move=> Ln; have [[p0 p1] [c0 c1]] := (fp, cooled_forecast); have z0 := cooled_total.
set z := ln (expect p w).
have E q : forecast q -> within q p -> \sum_x q x * ln (cooled x / p x) = k%:R * expect q (fun x => ln (p x)) - z.
  move=> [_ q1] wq; have -> : z = \sum_x q x * z by rewrite -mulr_suml q1 mul1r.
  rewrite /expect mulr_sumr -sumrB; apply: eq_bigr => x _.
  have [/wq ->|px] := eqVneq (p x) 0; first by rewrite !mul0r mulr0 subrr.
  have px0 : 0 < p x by rewrite lt0r px p0.
  rewrite (_ : cooled x / p x = p x ^+ k / expect p w); last first.
    by rewrite /cooled /weigh; move: (p x ^+ k) => u; field; rewrite px gt_eqF.
  by rewrite (ln_div Ln) ?exprn_gt0 // (lnXn Ln) // -/z /=; ring.
have -> : KL ln p cooled = - \sum_x p x * ln (cooled x / p x).
  rewrite -sumrN; apply: eq_bigr => x _; have [->|px] := eqVneq (p x) 0; first by rewrite !mul0r oppr0.
  have px0 : 0 < p x by rewrite lt0r px p0.
  by rewrite -invf_div (lnV Ln) ?mulrN //; apply: divr_gt0 => //; apply: cooled_gt0.
rewrite {1}/KL !E //; first by ring.
exact: within_weigh.
Qed.

(** The likeliest outcomes, and the law that is uniform on an event. *)
Definition likeliest : pred X := [pred x | [forall y, p y <= p x]].
Definition uniform (E : pred X) x : R := if E x then #|E|%:R^-1 else 0.

(** sampler/temperature (greedy): history-possible-for-mimic.
    What it is away from the uniform law on the likeliest outcomes. *)
Theorem sampler_temperature_greedy : TV cooled (uniform likeliest) =
  1 - #|likeliest|%:R * largest predT p ^+ k.+1 / \sum_x p x ^+ k.+1.
Proof.
have [p0 p1] := fp; have [x0 px0] := outcome_exists fp.
have top x : likeliest x -> p x = largest predT p.
  move=> /forallP h; apply/le_anti; rewrite largest_ge //=.
  by apply: largest_le => // y _; apply: h.
have [m lm] : exists m, likeliest m.
  case: (@arg_maxP _ _ X x0 predT p isT) => m _ h; exists m; apply/forallP => y; exact: h.
have pm : 0 < largest predT p by apply: lt_le_trans (largest_ge p (isT : predT x0)); rewrite lt0r px0 p0.
have P (E : pred X) (h : X -> R) c : (forall x, E x -> h x = c) -> \sum_(x | E x) h x = #|E|%:R * c.
  by move=> hc; rewrite (eq_bigr (fun=> c)) // sumr_const mulr_natl.
have card0 : 0 < #|likeliest|%:R :> R by rewrite ltr0n; apply/card_gt0P; exists m.
have e : uniform likeliest =1 given p likeliest.
  move=> x; rewrite /uniform /given; case: ifP => // lx; rewrite /Pr (P _ _ _ top) top //.
  by field; rewrite !gt_eqF.
rewrite (eq_TV (frefl _) e) (TV_weigh_given fp cooled_factor_ge0 (c := largest predT p ^+ k)).
- congr (_ - _); rewrite Pr_weigh (P _ _ (largest predT p ^+ k.+1)) => [|x /top ->]; last by rewrite exprS.
  by congr (_ / _); apply: eq_bigr => x _; rewrite exprS.
- exact: exprn_gt0.
- by rewrite /Pr (P _ _ _ top) mulr_gt0.
- by move=> x /top ->.
Qed.

End Temperature.
