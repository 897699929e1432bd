(** A feature whose own past hides for ever what the outcomes show. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude merging merging_limits features.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Hidden.
Variables (R : realFieldType) (X Y : finType) (f : X -> Y).
Implicit Types (M : seq X -> R).

(** The beliefs of the two observers repeat: whatever depends on what the laws of the future are, given the outcomes and
    given the cells, has the same expectation at two steps. *)
Definition settles M := exists n n', (n < n')%N /\
  forall phi : (seq X -> R) -> (seq Y -> R) -> R,
    (forall P P' Q Q', P =1 P' -> Q =1 Q' -> phi P Q = phi P' Q') ->
    mean n M (fun h => phi (after M h) (after (shown f M) (map f h))) =
    mean n' M (fun h => phi (after M h) (after (shown f M) (map f h))).

(** E_M TV(M(F|f), M(F|h)) after n outcomes. *)
Definition limited_distance M n := mean n M (fun h => TV (next (shown f M) (map f h)) (push f (next M h))).

End Hidden.

Section Announced.
Notation X := (prod_finType bool_finType bool_finType).
Implicit Types (h : seq X) (g : seq bool) (x : X).

(** Two bits. The second is a fair coin, and the next first bit is equal to it. *)
Fixpoint announced x h : rat := if h is y :: h' then 2%:R^-1 * (y.1 == x.2)%:R * announced y h' else 1.
Definition announced_law h : rat := if h is x :: h' then 4%:R^-1 * announced x h' else 1.
Notation M := announced_law.
Notation f := (fst : X -> bool).

Lemma sum4 (F : X -> rat) : \sum_x F x = F (true, true) + F (true, false) + (F (false, true) + F (false, false)).
Proof.
rewrite (eq_bigr (fun x => F (x.1, x.2))) => [|[]] //; rewrite -(pair_bigA _ (fun i j => F (i, j))) /=.
by rewrite !big_bool.
Qed.

Lemma announced_ge0 x h : 0 <= announced x h.
Proof.
elim: h x => [|y h IH] x /=; first exact: ler01.
by apply: mulr_ge0 (IH y); apply: mulr_ge0; rewrite ?ler0n.
Qed.

Lemma announced_ext x h : announced x h = \sum_y announced x (rcons h y).
Proof.
elim: h x => [|y h IH] x /=; last by rewrite -mulr_sumr -IH.
by rewrite sum4 /= !mulr1; case: x => i [].
Qed.

Lemma announced_is_law : law M.
Proof.
split=> [[|x h]|//|[|x h]] //=; first by rewrite mulr_ge0 ?announced_ge0.
  by rewrite sum4 /= !mulr1; apply/eqP; vm_compute.
by rewrite -mulr_sumr -announced_ext.
Qed.

(** What the first bits show after x. *)
Definition firsts x g := hsum (size g) (fun h => announced x h * (map f h == g)%:R).

Lemma firsts_cons x y g : firsts x (y :: g) = (y == x.2)%:R * (2%:R^-1 * (firsts (y, true) g + firsts (y, false) g)).
Proof.
have e z : hsum (size g) (fun h => announced x (z :: h) * (map f (z :: h) == y :: g)%:R)
    = 2%:R^-1 * (z.1 == x.2)%:R * (z.1 == y)%:R * firsts z g.
  rewrite -hsumZ; apply: eq_hsum => h _ /=; rewrite eqseq_cons.
  by case: (z.1 == y); rewrite ?mulr1 ?mulr0 ?mul0r // mulrA.
rewrite /firsts [size _]/= [hsum _ _]/= (eq_bigr _ (fun z _ => e z)) sum4 /= -!/(firsts _ _).
by case: y {e} => /=; case: (x.2) => /=; rewrite ?(mulr0, mul0r, mulr1, mul1r, addr0, add0r) // mulrDr.
Qed.

Lemma firsts_half y g : firsts (y, true) g + firsts (y, false) g = 2%:R * 2%:R^-1 ^+ size g.
Proof.
elim: g y => [|z g IH] y; first by apply/eqP.
rewrite !firsts_cons /= IH exprS; move: (_ ^+ _) => c.
case: z; rewrite /= ?mul0r ?addr0 ?add0r !mul1r; ring.
Qed.

Lemma shown_announced g : shown f M g = 2%:R^-1 ^+ size g.
Proof.
case: g => [|y g]; first by rewrite /shown /= mulr1 expr0.
have e z : hsum (size g) (fun h => M (z :: h) * (map f (z :: h) == y :: g)%:R) = 4%:R^-1 * (z.1 == y)%:R * firsts z g.
  rewrite -hsumZ; apply: eq_hsum => h _ /=; rewrite eqseq_cons.
  by case: (z.1 == y); rewrite ?mulr1 ?mulr0 ?mul0r // mulrA.
have {}e : shown f M (y :: g) = 4%:R^-1 * (firsts (y, true) g + firsts (y, false) g).
  rewrite /shown [size _]/= [hsum _ _]/= (eq_bigr _ (fun z _ => e z)) sum4 /=.
  by case: y {e} => /=; rewrite ?(mulr0, mul0r, mulr1, mul1r, addr0, add0r) mulrDr.
rewrite e firsts_half exprS; move: (_ ^+ _) => c; rewrite mulrA; congr (_ * _); by apply/eqP.
Qed.

Lemma announced_cat x h y (g : seq X) : announced x (rcons h y ++ g) = announced x (rcons h y) * announced y g.
Proof. by elim: h x => [|z h IH] x /=; rewrite ?mulr1 // IH mulrA. Qed.

Lemma after_announced h y : M (rcons h y) != 0 -> after M (rcons h y) =1 announced y.
Proof.
move=> n0 g; rewrite /after; have -> : M (rcons h y ++ g) = M (rcons h y) * announced y g.
  by case: h {n0} => [|x h] /=; rewrite ?mulr1 // announced_cat mulrA.
by rewrite mulrC mulKf.
Qed.

Lemma after_shown h : after (shown f M) (map f h) =1 (fun g => 2%:R^-1 ^+ size g).
Proof.
move=> g; rewrite /after !shown_announced size_cat exprD mulrC mulKf // expf_neq0 //.
Qed.

(** Whatever depends on the last outcome alone has at every step the mean over four outcomes. *)
Lemma mean_last n (phi : X -> rat) (F : seq X -> rat) :
  (forall h y, M (rcons h y) != 0 -> F (rcons h y) = phi y) -> mean n.+1 M F = 4%:R^-1 * \sum_y phi y.
Proof.
move=> e; have last y : hsum n (fun h => M (rcons h y)) = 4%:R^-1.
  elim: n y {e} => [|n IH] y; first by rewrite /= mulr1.
  rewrite hsumSr; transitivity (hsum n (fun h => \sum_x M (rcons h x) * (2%:R^-1 * (y.1 == x.2)%:R))).
    apply: eq_hsum => h _; apply: eq_bigr => x _.
    by case: h => [|z h] /=; rewrite ?mulr1 // -[rcons (rcons h x) y]cats1 announced_cat /= mulr1 mulrA.
  transitivity (\sum_(x : X) 4%:R^-1 * (2%:R^-1 * (y.1 == x.2)%:R) : rat).
    rewrite hsum_sum; apply: eq_bigr => x _; rewrite -(IH x) [RHS]mulrC -hsumZ; apply: eq_hsum => h _; exact: mulrC.
  by rewrite sum4; case: y => -[] []; apply/eqP.
rewrite /mean hsumSr hsum_sum mulr_sumr; apply: eq_bigr => y _; rewrite -(last y) [RHS]mulrC -hsumZ.
apply: eq_hsum => h _; have [-> |n0] := eqVneq (M (rcons h y)) 0; first by rewrite mul0r mulr0.
by rewrite e // mulrC.
Qed.

Lemma limited_half n : limited_distance f M n.+1 = 2%:R^-1.
Proof.
rewrite /limited_distance (@mean_last n (fun=> 2%:R^-1)) => [|h y n0]; first by rewrite sum4; apply/eqP.
have lim c : next (shown f M) (map f (rcons h y)) c = 2%:R^-1.
  by rewrite /next !shown_announced size_rcons exprSr mulrC mulKf // expf_neq0.
have full c : push f (next M (rcons h y)) c = (c == y.2)%:R.
  have e z : next M (rcons h y) z = announced y [:: z].
    by rewrite /next -cats1; apply: after_announced.
  rewrite /push /Pr big_mkcond (eq_bigr _ (fun z _ => congr1 (fun v => if f z == c then v else 0) (e z))) sum4 /=.
  by case: c; case: (y.2).
by rewrite (eq_TV lim full) /TV big_bool; case: (y.2); apply/eqP.
Qed.

(** features/limited-is-full refuted: history-possible-for-mimic, settles.
    The first bit alone is a fair coin for ever, and the outcomes always show the next one: the distance stays 1/2. *)
Theorem features_limited_is_full_refuted :
  [/\ law M, settles f M & ~ vanishes (limited_distance f M)].
Proof.
split; first exact: announced_is_law.
- exists 1%N, 2%N; split=> // phi ext.
  pose F y := phi (announced y) (fun g => 2%:R^-1 ^+ size g).
  have e h y : M (rcons h y) != 0 -> phi (after M (rcons h y)) (after (shown f M) (map f (rcons h y))) = F y.
    by move=> n0; apply: ext; [apply: after_announced | apply: after_shown].
  by rewrite !(mean_last _ e).
move=> /(_ 2%:R^-1 isT) [n /(_ n.+1 (leqnSn n))]; by rewrite limited_half ltxx.
Qed.

End Announced.
