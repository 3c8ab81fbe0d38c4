# CPU seconds of PHEindicatormethods on the benchmark's own CSV files, if it is there.
# Rscript peer_phe.R deaths.csv tenths.csv : prints "life_expectancy <s>", "csv <s>" and
# "slope <s>", or nothing when the package is not installed.
if (!requireNamespace("PHEindicatormethods", quietly = TRUE)) quit(status = 0)
suppressMessages({library(PHEindicatormethods); library(dplyr)})
files <- commandArgs(trailingOnly = TRUE)
cpu <- function(work) { t <- system.time(work); unname(t["user.self"] + t["sys.self"]) }
levels <- c(0.95, 0.998)
out <- tempfile(fileext = ".csv")
expectancy <- function(d) phe_life_expectancy(
  group_by(d, area, sex), deaths, population, startage, confidence = levels)
whole <- cpu(write.csv(expectancy(read.csv(files[1])), out))
deaths_by_age <- read.csv(files[1])
cat("life_expectancy", cpu(expectancy(deaths_by_age)), "\n")
cat("csv", whole, "\n")
by_tenth <- read.csv(files[2])
cat("slope", cpu(phe_sii(
  group_by(by_tenth, area), quantile, population, value, se = se, value_type = 0,
  confidence = levels, rii = TRUE)), "\n")
