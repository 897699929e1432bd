/* The forcing gap on every list of up to 4 outcomes with weights up to 4 and 5 chances, with GMP's mpq or in machine
   integers. Argument: gmp or integers. Prints: CPU seconds for all of them, cases that met the hypothesis, cases. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <gmp.h>

enum { MOST = 4, WEIGHTS = 5, CHANCES = 5 };

static const long chance_num[CHANCES] = {0, 1, 1, 1, 2}, chance_den[CHANCES] = {1, 1, 2, 3, 3};
static const long sixths[CHANCES] = {0, 6, 3, 2, 4};
static mpq_t g[CHANCES], p[MOST], success[MOST], forced[MOST], all_success, all_forced, c, tv, term;

/* TV(P(.|R=0), P(.|X_F)) = 1 - P(X_F|R=0), for the weights w and the numbers of the chances x of k outcomes. */
static int holds_in_rationals(int k, const int *w, const int *x) {
	long total = 0;
	for (int i = 0; i < k; i++) total += w[i];
	mpq_set_ui(all_success, 0, 1), mpq_set_ui(all_forced, 0, 1);
	for (int i = 0; i < k; i++) {
		mpq_set_ui(p[i], w[i], total);
		mpq_canonicalize(p[i]);
		mpq_mul(success[i], p[i], g[x[i]]);
		if (x[i] == 1) mpq_set(forced[i], p[i]);
		else mpq_set_ui(forced[i], 0, 1);
		mpq_add(all_success, all_success, success[i]);
		mpq_add(all_forced, all_forced, forced[i]);
	}
	mpq_set_ui(c, 0, 1), mpq_set_ui(tv, 0, 1);
	for (int i = 0; i < k; i++) {
		mpq_div(success[i], success[i], all_success);
		mpq_div(forced[i], forced[i], all_forced);
		if (x[i] == 1) mpq_add(c, c, success[i]);
		mpq_sub(term, success[i], forced[i]);
		mpq_abs(term, term);
		mpq_add(tv, tv, term);
	}
	mpq_div_2exp(tv, tv, 1);
	mpq_add(tv, tv, c);
	return mpq_cmp_ui(tv, 1, 1) == 0;
}

/* The same over the common denominator success·forced, in sixths. */
static int holds_in_integers(int k, const int *w, const int *x) {
	long s = 0, f = 0, twice = 0;
	for (int i = 0; i < k; i++) {
		s += w[i] * sixths[x[i]];
		f += x[i] == 1 ? w[i] : 0;
	}
	for (int i = 0; i < k; i++) twice += labs(w[i] * sixths[x[i]] * f - (x[i] == 1 ? w[i] * s : 0));
	return twice == 2 * f * (s - 6 * f);
}

int main(int argc, char **argv) {
	int in_integers = argc == 2 && strcmp(argv[1], "integers") == 0;
	if (!in_integers && (argc != 2 || strcmp(argv[1], "gmp") != 0)) {
		fprintf(stderr, "usage: exhaust_forcing_gap gmp|integers\n");
		return 1;
	}
	for (int i = 0; i < CHANCES; i++) mpq_init(g[i]), mpq_set_ui(g[i], chance_num[i], chance_den[i]);
	for (int i = 0; i < MOST; i++) mpq_init(p[i]), mpq_init(success[i]), mpq_init(forced[i]);
	mpq_init(all_success), mpq_init(all_forced), mpq_init(c), mpq_init(tv), mpq_init(term);

	/* Repeated until half a second of CPU time is spent. */
	long met = 0, drawn = 0, times = 0;
	do {
		met = drawn = 0;
		for (int k = 1, count = WEIGHTS * CHANCES; k <= MOST; k++, count *= WEIGHTS * CHANCES)
			for (int code = 0; code < count; code++) {
				int w[MOST], x[MOST], rest = code, reachable = 0;
				for (int i = 0; i < k; i++) {
					w[i] = rest % WEIGHTS, x[i] = rest / WEIGHTS % CHANCES;
					rest /= WEIGHTS * CHANCES;
					reachable |= w[i] > 0 && x[i] == 1;
				}
				drawn++;
				if (!reachable) continue;
				met++;
				if (!(in_integers ? holds_in_integers : holds_in_rationals)(k, w, x)) {
					fprintf(stderr, "the forcing gap fails\n");
					return 1;
				}
			}
		times++;
	} while (clock() < CLOCKS_PER_SEC / 2);
	printf("%.9f %ld %ld\n", (double)clock() / CLOCKS_PER_SEC / times, met, drawn);
	return 0;
}
