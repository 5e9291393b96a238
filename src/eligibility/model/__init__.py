"""The rulebook as frozen data: criteria, benefits, programmes, standards. Nothing here evaluates anything."""
