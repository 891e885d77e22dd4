"""The sealed package of one case (案卷): what is in it, how it is written, how it is checked again."""
