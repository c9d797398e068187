"""An exception while a module is being imported."""
print("importing")
import _fails_at_import
