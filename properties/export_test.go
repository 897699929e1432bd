package properties

// DefaultCases and ErrorsFound are for the tests outside the package, which may import what is built on it.
const DefaultCases = defaultCases

var ErrorsFound = errorsFound
