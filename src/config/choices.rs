//! The settings that are one of a list: name in a config, label and help of each value.

use super::schema::choices;

choices! {
    /// What is learnt from.
    Source {
        Digits = "digits", "Handwritten digits", "1,797 real handwritten digits, 8 by 8 pixels, from the UCI collection.";
        Strokes = "strokes", "Drawn strokes", "6,000 digits of 28 by 28 pixels, drawn by a program from the seed.";
        Shapes = "shapes", "Drawn shapes", "6,000 shapes of six kinds, 32 by 32 pixels, each drawn from five known numbers: kind, x, y, size and rotation.";
        Colours = "colours", "Coloured shapes", "The same shapes, each in a colour of its own: a sixth known number, the hue. They show that a network can copy three values a pixel.";
        Signals = "signals", "Heartbeats", "5,000 simulated heart signals of 140 samples: four kinds of regular beat, and fibrillation, the abnormal one.";
        File = "file", "Your own file", "Images from an IDX file of your own, such as MNIST. Open it, or drop it on the page.";
    }
}

choices! {
    /// The non-linearity of a layer.
    Activation {
        Relu = "relu", "ReLU", "max(0, x): zero below zero, unchanged above. Fast, and the usual choice.";
        Tanh = "tanh", "tanh", "Squeezes any number into -1 to 1.";
        Sigmoid = "sigmoid", "Sigmoid", "Squeezes any number into 0 to 1.";
        Gelu = "gelu", "GELU", "A smooth relative of ReLU.";
        Linear = "linear", "Linear", "No change at all. With only linear layers the network can do no more than PCA.";
    }
}

choices! {
    /// What stands between the last layer and the picture.
    OutputActivation {
        Sigmoid = "sigmoid", "Sigmoid", "Keeps every pixel between black and white.";
        Linear = "linear", "Linear", "Any number may come out; what lies beyond black or white is drawn as black or white.";
    }
}

choices! {
    /// What is minimised.
    Loss {
        Mse = "mse", "Squared error", "Mean over all pixels, or samples, of the squared difference between input and reconstruction.";
        Bce = "bce", "Cross-entropy", "Mean over all pixels, or samples, of the binary cross-entropy. It punishes confident mistakes more.";
    }
}

choices! {
    /// How weights begin.
    Initializer {
        Glorot = "glorot", "Glorot", "Uniform, scaled by the inputs and outputs of a layer; biases zero. A good default.";
        He = "he", "He", "Normal, scaled by the inputs of a layer; biases zero. Made for ReLU.";
        Torch = "torch", "PyTorch", "Weights and biases uniform, scaled by the inputs of a layer: the default of PyTorch and Burn.";
    }
}

choices! {
    /// How gradients become steps.
    Optimizer {
        Adam = "adam", "Adam", "Gives each weight a step size of its own. Works nearly everywhere.";
        Rmsprop = "rmsprop", "RMSprop", "Divides each gradient by its recent size.";
        Sgd = "sgd", "SGD", "Plain gradient descent, with momentum. It wants a learning rate near 1 here.";
    }
}

choices! {
    /// Where a run takes place.
    DeviceChoice {
        Auto = "auto", "Automatic", "Whichever is faster for this model: where there is a graphics card, both are timed, and the page says by how much.";
        Webgpu = "webgpu", "WebGPU", "The graphics card, through the browser's WebGPU.";
        Cpu = "cpu", "CPU", "The processor, through WebAssembly. Often faster for small networks.";
    }
}

choices! {
    /// How encoder and decoder are built.
    Architecture {
        Dense = "dense", "Dense", "Every unit looks at every pixel.";
        Conv = "conv", "Convolutional", "Small windows slide over the picture, so that a stroke is recognised wherever it is. For square pictures of 8 to 64 pixels.";
        Dictionary = "dictionary", "Dictionary", "Sparse coding: an example is put together from a few of many learnt atoms. There is no encoder: which atoms is found by a search, example by example.";
        Recurrent = "recurrent", "Recurrent", "A network with a memory reads a signal piece by piece, and another one writes it again from the code. For signals.";
    }
}

choices! {
    /// What is done to the sums of hidden layers before their activation.
    Normalization {
        None = "none", "None", "Sums go into the activation as they are.";
        Batch = "batch", "Batch", "In each batch the sums of a unit are moved and stretched to a mean and a spread that the unit learns, which makes larger steps safe. Where examples are only looked at, averages over past batches take the batch's place.";
    }
}

choices! {
    /// What becomes of the encoder's numbers before the decoder sees them.
    Bottleneck {
        Plain = "plain", "Plain", "The code is what the encoder says.";
        Variational = "variational", "Variational", "The encoder gives a mean and a spread for each number, and the code is drawn from them: a VAE. New examples can be drawn from it.";
        KSparse = "k-sparse", "k-sparse", "Only the k largest numbers of a code stay, the others become 0.";
    }
}

choices! {
    /// What keeps most of the code quiet.
    Sparsity {
        None = "none", "None", "The code may use all its numbers for every example.";
        Kl = "kl", "Rare activity", "Each unit of the code is to be active for a small share of the examples. Wants a sigmoid code.";
        L1 = "l1", "Small values (L1)", "The sum of the absolute values of the code is kept small.";
    }
}

choices! {
    /// What is done to a picture before the network sees it. It has to give the clean one back.
    Corruption {
        None = "none", "None", "The network sees the example as it is.";
        Gaussian = "gaussian", "Noise", "A random number is added to every pixel.";
        Masking = "masking", "Missing pixels", "A share of the pixels, or samples, turns black, or 0.";
        SaltAndPepper = "salt-and-pepper", "Salt and pepper", "A share of the pixels turns black or white.";
        Hole = "hole", "Hole", "A square of the picture turns black.";
    }
}

choices! {
    /// How the errors of the pixels become one number.
    Reduction {
        Mean = "mean", "Mean of the pixels", "The size of the example does not matter. The usual choice for a plain autoencoder.";
        Sum = "sum", "Sum of the pixels", "Weighs the reconstruction against the other terms as probability theory has it: the choice for a VAE.";
        Half = "half", "Half the sum", "Half the sum over the pixels, as in the first sparse autoencoders.";
    }
}

choices! {
    /// The scale of what the network sees.
    InputScale {
        Unit = "unit", "0 to 1", "Black is 0 and white is 1.";
        Standard = "standard", "Standardised", "The mean of the training examples is taken off, and what is left divided by its standard deviation.";
    }
}

choices! {
    /// What happens where an epoch does not end with a whole batch.
    LastBatch {
        Carry = "carry", "Goes on", "The last batch of an epoch is filled up with the first examples of the next. All batches are of one size, which is the fastest on a graphics card.";
        Short = "short", "Short", "The last batch of an epoch holds what is left, as in most libraries.";
    }
}

choices! {
    /// How the learning rate changes with the steps.
    Schedule {
        Constant = "constant", "Constant", "The same rate for every step.";
        Step = "step", "Steps", "Falls by a factor whenever the schedule's steps have passed.";
        Cosine = "cosine", "Cosine", "Falls slowly, then faster, then slowly again to nothing, and stays there.";
    }
}
