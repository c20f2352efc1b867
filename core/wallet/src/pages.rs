//! Pages that were drawn once are not drawn again: pixels, kept by what they show.
