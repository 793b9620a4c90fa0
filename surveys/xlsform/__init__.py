"""XLSForm: the questionnaire as a workbook that other survey programs read, and back.

See docs/xlsform.md for what becomes what.
"""

from surveys.xlsform.reading import read
from surveys.xlsform.writing import write

__all__ = ["read", "write"]
