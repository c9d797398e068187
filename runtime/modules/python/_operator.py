"""The functions of operator under the name of the module by which they are pickled."""
from operator import *
