"""Trains the network of results/deep-torch.json with JAX, by the protocol of its bar, and prints the test SSE of each seed.

Another implementation of the same run: it says how far a seed is from the next one, and so what three of them can tell.

    pip install jax==0.10.2
    python scripts/deep_reference.py FOLDER_OF_MNIST 0 1 2
"""

import gzip
import pathlib
import sys

import jax
import jax.numpy as jnp
import numpy as np

SIZES = [784, 1000, 500, 250, 30, 250, 500, 1000, 784]
CODE = 3  # the layer without a non-linearity
BATCH, EPOCHS, RATE, EPSILON = 256, 20, 1e-3, 1e-8


def images(file):
    bytes_ = np.frombuffer(gzip.open(file).read(), np.uint8, offset=16)
    return jnp.asarray(bytes_.reshape(-1, 784), jnp.float32) / 255


def weights(key):
    """Weights and biases uniform in +-1/sqrt(inputs)."""
    layers = []
    for inputs, outputs in zip(SIZES, SIZES[1:]):
        key, first, second = jax.random.split(key, 3)
        draw = lambda key, shape: jax.random.uniform(key, shape, minval=-(inputs**-0.5), maxval=inputs**-0.5)
        layers.append((draw(first, (inputs, outputs)), draw(second, (outputs,))))
    return layers


def copies(layers, x):
    for at, (weight, bias) in enumerate(layers):
        x = x @ weight + bias
        if at == len(layers) - 1:
            x = jax.nn.sigmoid(x)
        elif at != CODE:
            x = jax.nn.relu(x)
    return x


def loss(layers, x):
    return jnp.mean((copies(layers, x) - x) ** 2)


@jax.jit
def adam(layers, means, squares, time, x):
    slopes = jax.grad(loss)(layers, x)
    time = time + 1
    means = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, means, slopes)
    squares = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, squares, slopes)
    step = lambda p, m, v: p - RATE * (m / (1 - 0.9**time)) / (jnp.sqrt(v / (1 - 0.999**time)) + EPSILON)
    return jax.tree.map(step, layers, means, squares), means, squares, time


def main(folder, *seeds):
    train, test = (images(pathlib.Path(folder) / f"{part}-images-idx3-ubyte.gz") for part in ("train", "t10k"))
    for seed in map(int, seeds):
        layers, order = weights(jax.random.PRNGKey(seed)), np.random.default_rng(seed)
        zeros = jax.tree.map(jnp.zeros_like, layers)
        state = (layers, zeros, zeros, jnp.float32(0))
        for _ in range(EPOCHS):
            epoch = order.permutation(len(train))
            for first in range(0, len(train), BATCH):
                state = adam(*state, train[epoch[first : first + BATCH]])
        print(f"seed {seed}: test SSE {784 * float(loss(state[0], test)):.3f}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
