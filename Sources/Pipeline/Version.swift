/// The version of the program, as the analysis names it.
public let formcheckVersion = "0.1.0"
