package properties

// Tests outside the package need DefaultCases and ErrorsFound; they can import packages that import this one.
const DefaultCases = defaultCases

var ErrorsFound = errorsFound
