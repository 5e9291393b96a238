"""From files to a rulebook. The only package, beside `explain`, that reads YAML."""

from eligibility.loading.files import default_rules
from eligibility.loading.loader import load_rulebook
from eligibility.loading.yaml_text import read_yaml

__all__ = ["default_rules", "load_rulebook", "read_yaml"]
