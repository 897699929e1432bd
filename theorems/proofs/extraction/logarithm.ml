(* What stands for the logarithm: a function on the rationals that turns products into sums. It sums over the primes
   below 1000 how often each divides its argument, times a number of the prime's own; so two sums of logarithms have the
   same value only if they are the same, but for a coincidence of these numbers or of larger primes. *)
let primes = List.filter (fun n -> List.for_all (fun d -> d >= n || n mod d <> 0) (List.init 31 (fun i -> i + 2))) (List.init 998 (fun i -> i + 2))

let rec power p n =
  let quotient, rest = Big_int_Z.quomod_big_int n (Big_int_Z.big_int_of_int p) in
  if Big_int_Z.sign_big_int rest = 0 then 1 + power p quotient else 0

let worth p = p * p * p mod 1000003

let ln q =
  let size = function Posz n -> n | Negz n -> Big_int_Z.succ_big_int n in
  let signed n = if n < 0 then Negz (Big_int_Z.big_int_of_int (-1 - n)) else Posz (Big_int_Z.big_int_of_int n) in
  match numq q with
  | Posz n when Big_int_Z.sign_big_int n > 0 ->
    let exponent p = power p n - power p (size (denq q)) in
    fracq (signed (List.fold_left (fun sum p -> sum + worth p * exponent p) 0 primes), signed 1)
  | _ -> fracq (signed 0, signed 1)
