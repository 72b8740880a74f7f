//! Settings that are one of a list: name in a config, label and help of each value.

use super::schema::choices;

choices! {
    /// The data set.
    Source {
        MnistSample = "mnist-sample", "MNIST, 2,000 images", "2,000 handwritten digits of 28 by 28 pixels, 200 of each: small enough to begin with.";
        Mnist = "mnist", "MNIST, 10,000 images", "10,000 handwritten digits of 28 by 28 pixels: the usual first data set of machine learning.";
        Fashion = "fashion", "Fashion-MNIST", "10,000 pieces of clothing of 28 by 28 pixels, of ten kinds. Harder than digits: they have texture and shades of grey.";
        Emoji = "emoji", "Emoji", "459 coloured pictures of 32 by 32 pixels: faces, feelings, animals, plants and food. Few and all different, so a large network memorises them.";
        Digits = "digits", "Handwritten digits", "1,797 real handwritten digits of 8 by 8 pixels, from the UCI collection.";
        Strokes = "strokes", "Drawn strokes", "6,000 digits of 28 by 28 pixels, drawn by a program from the seed.";
        Shapes = "shapes", "Drawn shapes", "6,000 shapes of six kinds, 32 by 32 pixels. Five known factors determine each: kind, x, y, size and rotation.";
        Colours = "colours", "Coloured shapes", "The same shapes in colour: the hue is a sixth known factor. Each pixel has three values.";
        Signals = "signals", "Heartbeats", "5,000 simulated heart signals (ECG) of 140 samples: four kinds of regular beat, and fibrillation, the abnormal one.";
        Sounds = "sounds", "Sounds", "6,000 made vowels, a wave form of 120 samples each. Five vowels; pitch, brightness and formants are known. Turn the sound on to hear the latent space.";
        Penguins = "penguins", "Penguins", "344 penguins of three species: four measurements, island and sex. Some cells of the table are not known.";
        Zoo = "zoo", "Animals of the zoo", "101 animals of seven kinds: fifteen traits, such as hair and eggs, and the number of legs. Each dot has the name of its animal.";
        Ratings = "ratings", "Film ratings", "2,000 made people give one to five stars to twelve films, by two known tastes. Two in five stars are missing.";
        Names = "names", "First names", "8,386 English first names of at most ten letters, female and male. The class of those that are both is not known.";
        File = "file", "Your own file", "Images, signals or a table of your own: pictures, CSV, NumPy or IDX files such as MNIST. Open them, or drop them on the page.";
    }
}

impl Source {
    /// True if the page fetches the data when they are chosen, and the command line has them in its program.
    pub fn is_fetched(self) -> bool {
        matches!(
            self,
            Self::MnistSample
                | Self::Mnist
                | Self::Fashion
                | Self::Emoji
                | Self::Penguins
                | Self::Zoo
                | Self::Names
        )
    }
}

choices! {
    /// The activation function of a layer.
    Activation {
        Relu = "relu", "ReLU", "max(0, x): zero for negative values, unchanged for positive ones. Fast, and the usual choice.";
        Tanh = "tanh", "tanh", "Maps any number into -1 to 1.";
        Sigmoid = "sigmoid", "Sigmoid", "Maps any number into 0 to 1.";
        Gelu = "gelu", "GELU", "A smooth relative of ReLU.";
        Linear = "linear", "Linear", "No activation. With only linear layers the network can do no more than PCA.";
    }
}

choices! {
    /// The activation function of the output layer.
    OutputActivation {
        Sigmoid = "sigmoid", "Sigmoid", "Keeps every output between 0 and 1, black and white.";
        Linear = "linear", "Linear", "Any number may come out. The page draws values below 0 as black, and values above 1 as white.";
    }
}

choices! {
    /// The reconstruction loss.
    Loss {
        Mse = "mse", "Squared error", "Squared difference between input and reconstruction, for each pixel or sample. Letters and columns of tables have losses of their own.";
        Bce = "bce", "Cross-entropy", "Binary cross-entropy of each pixel or sample. It penalises confident errors more. Letters and columns of tables have losses of their own.";
    }
}

choices! {
    /// The distribution of the initial weights.
    Initializer {
        Glorot = "glorot", "Glorot", "Uniform, scaled by the inputs and outputs of a layer (also called Xavier). Biases are zero. A good default.";
        He = "he", "He", "Normal, scaled by the inputs of a layer (also called Kaiming). Biases are zero. Made for ReLU.";
        Torch = "torch", "PyTorch", "Weights and biases uniform, scaled by the inputs of a layer: the default of PyTorch and Burn.";
    }
}

choices! {
    /// The update rule of the weights.
    Optimizer {
        Adam = "adam", "Adam", "Adapts the step size of each weight by running means of its gradients and their squares. Works nearly everywhere.";
        Rmsprop = "rmsprop", "RMSprop", "Divides each gradient by the running root mean square of the gradients before.";
        Sgd = "sgd", "SGD", "Stochastic gradient descent with momentum. It needs a learning rate near 1 here.";
    }
}

choices! {
    /// The device of a run.
    DeviceChoice {
        Auto = "auto", "Automatic", "The faster device for this model. Where there is a graphics card, the page times both and shows the ratio.";
        Webgpu = "webgpu", "WebGPU", "The graphics card, through the browser's WebGPU.";
        Cpu = "cpu", "CPU", "The processor, through WebAssembly. Often faster for small networks.";
    }
}

choices! {
    /// The layers of encoder and decoder.
    Architecture {
        Dense = "dense", "Dense", "Fully connected layers: every unit sees every value of an example.";
        Conv = "conv", "Convolutional", "Small filters slide over the image and recognise a stroke anywhere. For square images of 8 to 64 pixels.";
        Dictionary = "dictionary", "Dictionary", "Sparse coding: an example is a sum of a few of many learnt atoms. In place of an encoder, FISTA searches the code of each example.";
        Recurrent = "recurrent", "Recurrent", "A GRU, a network with a memory, reads a signal frame by frame. A second one writes it again from the code. For signals.";
    }
}

choices! {
    /// The normalization of the hidden layers' pre-activations.
    Normalization {
        None = "none", "None", "Pre-activations go into the activation as they are.";
        Batch = "batch", "Batch", "Batch normalization: each unit's pre-activations get a learnt mean and spread within the batch, which allows larger steps. Validation uses running averages.";
    }
}

choices! {
    /// The bottleneck between encoder and decoder.
    Bottleneck {
        Plain = "plain", "Plain", "The code is the output of the encoder.";
        Variational = "variational", "Variational", "The encoder gives a mean and a standard deviation for each latent dimension, and the code is sampled from them (VAE). New examples can be generated.";
        KSparse = "k-sparse", "k-sparse", "Only the k largest values of a code stay, the others become 0.";
    }
}

choices! {
    /// The sparsity penalty on the code.
    Sparsity {
        None = "none", "None", "No penalty: every example may use all latent dimensions.";
        Kl = "kl", "KL to target", "KL divergence between the mean activation of each unit and a small target: a unit is active for few examples. Needs a sigmoid code.";
        L1 = "l1", "L1", "The sum of the absolute values of the code is kept small.";
    }
}

choices! {
    /// The corruption of the input. The network has to reconstruct the clean example.
    Corruption {
        None = "none", "None", "The network sees the example as it is.";
        Gaussian = "gaussian", "Gaussian noise", "A normally distributed number is added to every value.";
        Masking = "masking", "Masking", "A fraction of the values becomes 0: black in a picture, the mean in a table.";
        SaltAndPepper = "salt-and-pepper", "Salt and pepper", "A fraction of the values becomes 0 or 1: black or white in a picture.";
        Hole = "hole", "Hole", "A square of the image becomes black.";
    }
}

choices! {
    /// The reduction of the errors of an example to one number.
    Reduction {
        Mean = "mean", "Mean", "Mean over the values: the size of the example does not matter. The usual choice for a plain autoencoder.";
        Sum = "sum", "Sum", "Sum over the values: weighs the reconstruction against the KL divergence as the ELBO does. The choice for a VAE.";
        Half = "half", "Half sum", "Half the sum over the values, as in sparse coding and the first sparse autoencoders.";
    }
}

choices! {
    /// The scale of the network's inputs.
    InputScale {
        Unit = "unit", "0 to 1", "Black is 0 and white is 1.";
        Standard = "standard", "Standardized", "The mean of the training examples is subtracted, and the rest divided by their standard deviation.";
    }
}

choices! {
    /// The treatment of an epoch that does not end with a whole batch.
    LastBatch {
        Carry = "carry", "Filled up", "The first examples of the next epoch fill it up. All batches have one size, which is fastest on a graphics card.";
        Short = "short", "Short", "It holds the examples that are left, as in most libraries.";
    }
}

choices! {
    /// The change of the learning rate over the steps.
    Schedule {
        Constant = "constant", "Constant", "The same rate for every step.";
        Step = "step", "Step decay", "The rate is multiplied by the decay factor after every so many steps.";
        Cosine = "cosine", "Cosine", "The rate decays along half a cosine to 0, and stays there.";
    }
}
