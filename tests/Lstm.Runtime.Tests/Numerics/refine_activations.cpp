// Rounds the fits of fit_activations.py to float, searches the neighbouring floats at random for the smallest true float error
// on a dense sample, then sweeps every float.   g++ -O3 -march=native -ffp-contract=off -pthread refine_activations.cpp
#include <immintrin.h>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <thread>
#include <vector>
typedef __m256 V;
static V k(float c) { return _mm256_set1_ps(c); }
static V fma(V a, V b, V c) { return _mm256_fmadd_ps(a, b, c); }
static V shl(V t, int n) { return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_castps_si256(t), n)); }
static float fromBits(uint32_t u) { float f; memcpy(&f, &u, 4); return f; }
static uint32_t bits(float f) { uint32_t u; memcpy(&u, &f, 4); return u; }
static const float Log2 = 2.88539008f, Ln2 = 0.34657359f; // 2/ln 2 and ln 2/2

static V quintic(const float* c, V r) {
  V r2 = r * r;
  return fma(fma(fma(k(c[5]), r, k(c[4])), r2, fma(k(c[3]), r, k(c[2]))), r2, fma(k(c[1]), r, k(c[0])));
}
static V tanhOf(V x, const float* c) { // c: q0..q3 (q0 without E), p0..p5, all as in Activations.cs
  V a = _mm256_min_ps(k(1), _mm256_max_ps(k(-1), x));
  V b = _mm256_min_ps(k(9.25f), _mm256_max_ps(k(1), _mm256_andnot_ps(k(-0.f), x)));
  V t = fma(b, k(Log2), k(12582912 + 126.f)), r = fma(t - k(12582912 + 126.f), k(-Ln2), b);
  V z = fma(a, a, k(-0x1p-100f));
  V q = fma(fma(fma(k(c[3]), z, k(c[2])), z, k(c[1])), z, k(c[0]));
  V T = shl(t, 23), square = r * r;
  const float* p = c + 4;
  V high = fma(k(p[5]), r, k(p[4])), middle = fma(k(p[3]), r, k(p[2])), low = fma(k(p[1]), r, k(p[0]));
  return fma(a, z / fma(square * T, fma(high, square, middle), fma(low, T, q)), a);
}
static V sigmoidOf(V v, const float* c) {
  v = _mm256_min_ps(k(10), _mm256_max_ps(k(-22.3f), v));
  V t = _mm256_and_ps(fma(v, k(-Log2), k(12288 + 127 + 64.f)), _mm256_castsi256_ps(_mm256_set1_epi32(~1023)));
  V r = fma(t - k(12288 + 127 + 64 + 1 / 1024.f), k(Ln2), v);
  return k(0x1p64f) / fma(shl(t, 13), quintic(c, r), k(0x1p64f));
}
struct Tanh { static V f(V x, const float* c) { return tanhOf(x, c); } static double exact(double x) { return tanh(x); }
  static double unit(double y) { int e; frexp(y, &e); return ldexp(1, 24 - e); } };
struct Sigmoid { static V f(V x, const float* c) { return sigmoidOf(x, c); } static double exact(double x) { return 1 / (1 + exp(-2 * x)); }
  static double unit(double) { return 0x1p24; } };

template <class F> void refine(const char* name, std::vector<float> c, double low, double high, int seconds) {
  const int n = 400000; std::vector<float> x(n); std::vector<double> y(n), u(n);
  for (int i = 0; i < n; i++) { x[i] = low + (high - low) * ((i + .5) / n); y[i] = F::exact(x[i]); u[i] = F::unit(y[i]); }
  int hot = 0; // a bad candidate usually fails where the last one did
  auto error = [&](double cut) { double worst = 0; float out[8];
    for (int j = 0; j < n / 8; j++) { int i = 8 * ((hot + j) % (n / 8)); _mm256_storeu_ps(out, F::f(_mm256_loadu_ps(&x[i]), c.data()));
      for (int l = 0; l < 8; l++) { double e = fabs(out[l] - y[i + l]) * u[i + l];
        if (e > worst && (worst = e) >= cut) { hot = i / 8; return e; } } }
    return worst; };
  std::mt19937 random(1); double best = error(1e9), start = best; auto begin = std::chrono::steady_clock::now();
  while (std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() < seconds) {
    auto old = c;
    for (int m = 1 + random() % 3; m > 0; m--) { int i = random() % c.size(); c[i] = fromBits(bits(c[i]) + (int)(random() % 9) - 4); }
    double e = error(best); if (e < best) best = e; else c = old; }
  printf("%s: %.4f rounded, %.4f searched:", name, start, best); for (float f : c) printf(" %.9gf", f); printf("\n");
  for (int sign = 0; sign < 2; sign++) { double worst = 0, at = 0; uint64_t dips = 0; float previous = 0, in[8], out[8];
    for (uint64_t i = 0; i < 0x7F800000u; i += 8) { for (int l = 0; l < 8; l++) in[l] = fromBits((i + l) | (uint32_t)sign << 31);
      _mm256_storeu_ps(out, F::f(_mm256_loadu_ps(in), c.data()));
      for (int l = 0; l < 8; l++) { if (i + l > 0 && (sign ? out[l] > previous : out[l] < previous)) dips++; previous = out[l];
        double t = F::exact(in[l]), e = fabs(t) < 1e-30 ? 0 : fabs(out[l] - t) * F::unit(fabs((float)t) >= 1 ? .75 : t);
        if (e > worst) worst = e, at = in[l]; } }
    printf("%s %c: error %.4f at %.9g, dips %llu\n", name, sign ? '-' : '+', worst, at, (unsigned long long)dips); fflush(stdout); }
}
int main(int, char** argv) {
  double d[16]; for (double& v : d) if (scanf("%lf", &v) != 1) return 1;
  std::vector<float> t(10), s(6);
  double e = 0; { float r = fmaf(3, -Ln2, 1); for (int i = 5; i >= 0; i--) e = e * r + d[4 + i]; e *= 4; } // T p(r) at |x| = 1: 2^3 / 2
  t[0] = -(d[0] - e); for (int i = 1; i < 10; i++) t[i] = -d[i]; // D is kept negative, so that the last step is a plain fma
  for (int i = 0; i < 6; i++) s[i] = (i & 1 ? -1 : 1) * d[10 + i]; // r is negative there
  int seconds = atoi(argv[1]);
  std::thread other([&] { refine<Sigmoid>("sigmoid", s, -3, 3, seconds); });
  refine<Tanh>("tanh", t, .5, 1.8, seconds); other.join();
}
