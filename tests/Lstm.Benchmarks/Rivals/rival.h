/* A shared library with these functions takes part in the benchmarks: in the same rounds, on the same weights and inputs.
 *
 *     dotnet run -c Release --project tests/Lstm.Benchmarks -- sizes --rival ./one.so --rival ./another.so
 *
 * All functions use the C calling convention and may be called from any one thread. None but rival_create and rival_destroy should
 * allocate, block or call back: rival_step is called without the usual transition of the runtime, which would cost more than a small step.
 *
 * Outputs may differ from ours by 1e-4 for an exact library, and by 0.1 for an approximate one; larger differences fail the run.
 * With GCC, compile with -ffast-math but link without it: its start-up code makes the loading thread treat subnormal numbers as zero.
 */
#ifndef LSTMGEN_RIVAL_H
#define LSTMGEN_RIVAL_H

#ifdef __cplusplus
extern "C" {
#endif

/* The name in the tables: UTF-8, a constant. */
const char *rival_name(void);

/* A network of plain LSTM layers, on the zero state, or NULL if the library has none of this size.
 * Layer l takes in `width` values, input for l = 0 and hidden for all others. All matrices are row-major; the rows are four blocks of
 * `hidden`, in the order of the input gate, the forget gate, the candidate and the output gate. The library copies what it needs.
 *
 *     input_weights[l]      [4 * hidden, width]
 *     recurrent_weights[l]  [4 * hidden, hidden]
 *     bias[l]               [4 * hidden]
 */
void *rival_create(
    int layers, int input, int hidden, const float *const *input_weights, const float *const *recurrent_weights, const float *const *bias);

/* Back to the zero state. */
void rival_reset(void *network);

/* One step: reads input[input], writes the last layer's hidden state to output[hidden]. */
void rival_step(void *network, const float *input, float *output);

/* Many steps: reads inputs[steps, input], writes outputs[steps, hidden]. */
void rival_run(void *network, const float *inputs, float *outputs, int steps);

void rival_destroy(void *network);

#ifdef __cplusplus
}
#endif

#endif
